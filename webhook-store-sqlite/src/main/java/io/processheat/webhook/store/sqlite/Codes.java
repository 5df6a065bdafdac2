package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.FailureReason;
import io.processheat.webhook.Priority;
import io.processheat.webhook.WebhookStatus;
import java.util.List;

/** Numbers that stand for statuses and reasons on disk; ordinals would tie the disk to the order of the source. */
final class Codes {

    static final int PENDING = 0;
    static final int SENT = 1;
    static final int RETRYING = 2;
    static final int FAILED = 3;
    /** Not its turn yet within its ordering key; shown as PENDING. */
    static final int WAITING = 4;

    static final List<Integer> STATUSES = List.of(PENDING, SENT, RETRYING, FAILED, WAITING);
    static final List<Integer> UNFINISHED = List.of(PENDING, RETRYING, WAITING);
    /** The most important first. */
    static final List<Integer> PRIORITIES = List.of(2, 1, 0);

    private Codes() {}

    /** All that are shown as this status. */
    static List<Integer> all(WebhookStatus status) {
        return STATUSES.stream().filter(code -> status(code) == status).toList();
    }

    static int of(WebhookStatus status) {
        return switch (status) {
            case PENDING -> PENDING;
            case SENT -> SENT;
            case RETRYING -> RETRYING;
            case FAILED -> FAILED;
        };
    }

    static WebhookStatus status(int code) {
        return switch (code) {
            case PENDING, WAITING -> WebhookStatus.PENDING;
            case SENT -> WebhookStatus.SENT;
            case RETRYING -> WebhookStatus.RETRYING;
            case FAILED -> WebhookStatus.FAILED;
            default -> throw new IllegalStateException("unknown status " + code + " on disk");
        };
    }

    static int of(Priority priority) {
        return switch (priority) {
            case LOW -> 0;
            case MEDIUM -> 1;
            case HIGH -> 2;
        };
    }

    static Priority priority(int code) {
        return switch (code) {
            case 0 -> Priority.LOW;
            case 1 -> Priority.MEDIUM;
            case 2 -> Priority.HIGH;
            default -> throw new IllegalStateException("unknown priority " + code + " on disk");
        };
    }

    static int of(FailureReason reason) {
        return switch (reason) {
            case EXHAUSTED -> 1;
            case GONE -> 2;
            case DEACTIVATED -> 3;
            case UNREGISTERED -> 4;
            case EXPIRED -> 5;
            case SUPERSEDED -> 6;
            case SHED -> 7;
        };
    }

    static FailureReason reason(int code) {
        return switch (code) {
            case 1 -> FailureReason.EXHAUSTED;
            case 2 -> FailureReason.GONE;
            case 3 -> FailureReason.DEACTIVATED;
            case 4 -> FailureReason.UNREGISTERED;
            case 5 -> FailureReason.EXPIRED;
            case 6 -> FailureReason.SUPERSEDED;
            case 7 -> FailureReason.SHED;
            default -> throw new IllegalStateException("unknown reason " + code + " on disk");
        };
    }
}
