package dev.canard.deploy.http;

/** What takes fact-checks and posts over HTTP. */
public record ImportEndpoints(DebunksEndpoint debunks, PostsEndpoint posts) {}
