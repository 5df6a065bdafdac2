package io.processheat.webhook.delivery;

import io.processheat.webhook.delivery.http.PostRequest;
import io.processheat.webhook.delivery.http.PostResult;
import io.processheat.webhook.delivery.http.PostResult.Answered;
import io.processheat.webhook.delivery.http.PostResult.Failed;
import io.processheat.webhook.delivery.http.PostResult.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** Receivers by script: what each host answers, and after how long. */
final class ScriptedSender implements Sender {

    private final ManualTime time;
    private final ManualLoop loop;
    private final Map<String, Function<PostRequest, Reply>> hosts = new HashMap<>();
    private final List<Sent> sent = new ArrayList<>();
    private final Map<String, Integer> underWay = new HashMap<>();
    private final Map<String, Integer> mostUnderWay = new HashMap<>();
    private int all;

    /** A POST that was started. */
    record Sent(long atMillis, PostRequest request) {

        UUID deliveryId() {
            return request.deliveryId();
        }
    }

    /** An answer; {@code afterMillis} negative: never. */
    record Reply(long afterMillis, PostResult result) {

        Reply after(long millis) {
            return new Reply(millis, result);
        }
    }

    ScriptedSender(ManualTime time, ManualLoop loop) {
        this.time = time;
        this.loop = loop;
    }

    static Reply status(int status) {
        return new Reply(1, new Answered(status, Optional.empty(), "", Duration.ZERO));
    }

    static Reply status(int status, String retryAfter) {
        return new Reply(1, new Answered(status, Optional.of(retryAfter), "", Duration.ZERO));
    }

    static Reply failure(Kind kind) {
        return new Reply(1, new Failed(kind, kind.name(), Duration.ZERO));
    }

    static Reply silence() {
        return new Reply(-1, null);
    }

    void script(String host, Reply reply) {
        script(host, request -> reply);
    }

    void script(String host, Function<PostRequest, Reply> script) {
        hosts.put(host, script);
    }

    List<Sent> sent() {
        return sent;
    }

    List<Sent> sentTo(String host) {
        return sent.stream().filter(post -> post.request().target().host().equals(host)).toList();
    }

    /** When each POST to the host was started. */
    List<Long> timesOf(String host) {
        return sentTo(host).stream().map(Sent::atMillis).toList();
    }

    int underWay() {
        return all;
    }

    int mostUnderWay(String host) {
        return mostUnderWay.getOrDefault(host, 0);
    }

    @Override
    public Call send(PostRequest request, Consumer<PostResult> ended) {
        String host = request.target().host();
        sent.add(new Sent(time.elapsedMillis(), request));
        all++;
        mostUnderWay.merge(host, underWay.merge(host, 1, Integer::sum), Math::max);
        Post post = new Post(host, ended, time.elapsedMillis());
        Reply reply = hosts.getOrDefault(host, any -> status(200)).apply(request);
        if (reply.afterMillis() >= 0) {
            loop.schedule(() -> post.end(reply.result()), reply.afterMillis());
        }
        return (kind, why) -> post.end(new Failed(kind, why, Duration.ZERO));
    }

    @Override
    public void close() {}

    private final class Post {

        private final String host;
        private final Consumer<PostResult> ended;
        private final long startedAt;
        private boolean over;

        Post(String host, Consumer<PostResult> ended, long startedAt) {
            this.host = host;
            this.ended = ended;
            this.startedAt = startedAt;
        }

        void end(PostResult result) {
            if (over) {
                return;
            }
            over = true;
            all--;
            underWay.merge(host, -1, Integer::sum);
            Duration elapsed = Duration.ofMillis(time.elapsedMillis() - startedAt);
            ended.accept(
                    result instanceof Answered answered
                            ? new Answered(answered.status(), answered.retryAfter(), answered.body(), elapsed)
                            : new Failed(((Failed) result).kind(), ((Failed) result).message(), elapsed));
        }
    }
}
