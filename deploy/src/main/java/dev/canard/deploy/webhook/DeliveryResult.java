package dev.canard.deploy.webhook;

/** What came of a try to tell a webhook of an event; also a tag of metrics. */
public enum DeliveryResult {
    /** The receiver has it. */
    DELIVERED,
    /** It failed, and there will be another try. */
    FAILED,
    /** The receiver will not have it: another try is of no use. */
    REFUSED,
    /** It failed, and was the last one. */
    GIVEN_UP
}
