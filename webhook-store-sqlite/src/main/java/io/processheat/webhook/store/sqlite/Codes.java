package io.processheat.webhook.store.sqlite;

import io.processheat.webhook.FailureReason;
import io.processheat.webhook.WebhookStatus;

/** Numbers that stand for statuses and reasons on disk; ordinals would tie the disk to the order of the source. */
final class Codes {

    static final int PENDING = 0;
    static final int SENT = 1;
    static final int RETRYING = 2;
    static final int FAILED = 3;

    private Codes() {}

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
            case PENDING -> WebhookStatus.PENDING;
            case SENT -> WebhookStatus.SENT;
            case RETRYING -> WebhookStatus.RETRYING;
            case FAILED -> WebhookStatus.FAILED;
            default -> throw new IllegalStateException("unknown status " + code + " on disk");
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
