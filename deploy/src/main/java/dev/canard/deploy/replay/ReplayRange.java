package dev.canard.deploy.replay;

/** Which records of its input a replay reads. */
public sealed interface ReplayRange permits TimeRange, OffsetRange {}
