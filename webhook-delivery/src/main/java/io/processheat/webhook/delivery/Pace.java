package io.processheat.webhook.delivery;

import io.processheat.webhook.DeliveryOptions;
import io.processheat.webhook.Priority;
import io.processheat.webhook.delivery.http.PostResult.Answered;
import io.processheat.webhook.delivery.http.PostResult.Failed;
import io.processheat.webhook.delivery.http.PostResult.Kind;
import io.processheat.webhook.delivery.http.PostResult;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * How many attempts a webhook has under way and when it may have another: as its owner and its receiver want it. Also
 * whether it answers promptly.
 */
final class Pace {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int BAD_GATEWAY = 502;
    private static final int GATEWAY_TIMEOUT = 504;
    private static final Set<Kind> NO_CONNECTION = EnumSet.of(
            Kind.CONNECT, Kind.UNREACHABLE, Kind.CONNECT_TIMEOUT, Kind.NAME_LOOKUP, Kind.LOOKUP_UNANSWERED, Kind.TLS, Kind.RESET);
    private static final Set<Kind> NO_ANSWER_IN_TIME = EnumSet.of(Kind.TIMEOUT, Kind.SILENT_CONNECTION);

    private final int maxInFlight;
    private final Throttle throttle;
    private final RateLimit rate = new RateLimit();
    private final Circuit circuit;
    private final SumByPriority underWay = new SumByPriority();
    private boolean prompt;

    Pace(PaceSettings settings) {
        this.maxInFlight = settings.maxInFlight();
        this.throttle = new Throttle(maxInFlight);
        this.circuit = new Circuit(settings.circuitFailures(), settings.circuitProbeMillis());
    }

    /** Takes what the webhook's owner wants. */
    void options(DeliveryOptions options) {
        throttle.limit(options.maxInFlight() == 0 ? maxInFlight : options.maxInFlight());
        rate.perSecond(options.maxPerSecond());
    }

    /** Whether its last answer came promptly. */
    boolean prompt() {
        return prompt;
    }

    /** Attempts under way of this priority and of those above it. */
    long underWay(Priority from) {
        return underWay.from(from);
    }

    /** Whether it may have another attempt under way, from {@link #startAt} on. */
    boolean mayStart() {
        return underWay.all() < (circuit.isOpen() ? 1 : throttle.allowed());
    }

    /** From when on the next attempt may start, on the monotonic clock. */
    long startAt() {
        return Math.max(rate.startAt(), Math.max(throttle.startAt(), circuit.startAt()));
    }

    /** Whether the next attempt may not start yet. The clock is read only where it matters: it costs as much as all else. */
    boolean isResting(LongSupplier clock) {
        long startAt = startAt();
        return startAt > Long.MIN_VALUE && startAt > clock.getAsLong();
    }

    void started(Priority priority, long now) {
        underWay.add(priority, 1);
        rate.started(now);
    }

    /** An attempt ended without saying anything of the receiver. */
    void ended(Priority priority) {
        underWay.add(priority, -1);
    }

    /** Whether an answer says no more than that the receiver is well. */
    static boolean isWell(PostResult result) {
        return result instanceof Answered answered && !isOverloaded(answered.status());
    }

    private static boolean isOverloaded(int status) {
        return status == TOO_MANY_REQUESTS || status >= BAD_GATEWAY && status <= GATEWAY_TIMEOUT;
    }

    /** An attempt got such an answer. */
    void answeredWell() {
        circuit.answered();
        throttle.answered();
    }

    /**
     * Learns from another end of an attempt.
     *
     * @param now on the monotonic clock, as {@code startedAt}
     * @param wall in milliseconds since the epoch, for a Retry-After with a date
     */
    void learn(PostResult result, long startedAt, long now, long wall) {
        if (isWell(result)) {
            answeredWell();
        } else if (result instanceof Answered answered) {
            circuit.answered();
            overloaded(answered, startedAt, now, wall);
        } else if (result instanceof Failed failed && NO_ANSWER_IN_TIME.contains(failed.kind())) {
            throttle.overloaded(startedAt, now);
        } else if (result instanceof Failed failed && NO_CONNECTION.contains(failed.kind())) {
            circuit.failed(now);
        }
    }

    void answered(boolean promptly) {
        prompt = promptly;
    }

    /** An attempt has become late. */
    void late() {
        prompt = false;
    }

    private void overloaded(Answered answered, long startedAt, long now, long wall) {
        throttle.overloaded(startedAt, now);
        if (answered.status() == TOO_MANY_REQUESTS) {
            throttle.hold(RetryAfter.delayMillis(answered.retryAfter().orElse(null), wall), now);
        }
    }
}
