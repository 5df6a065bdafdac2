package io.processheat.webhook.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.PublishReceipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AsyncAnswerTest extends ServletFixture {

    private static final int MORE_THAN_JETTY_HAS_THREADS = 300;

    @Test
    void noThreadWaitsForACommit() throws Exception {
        BlockingQueue<CompletableFuture<List<PublishReceipt>>> commits = new LinkedBlockingQueue<>();
        api.manager.publish = event -> {
            CompletableFuture<List<PublishReceipt>> commit = new CompletableFuture<>();
            commits.add(commit);
            return commit;
        };
        List<RawClient> clients = Stream.generate(() -> sendEvent(api.connect()))
                .limit(MORE_THAN_JETTY_HAS_THREADS).toList();
        List<CompletableFuture<List<PublishReceipt>>> waiting = new ArrayList<>();
        for (RawClient each : clients) {
            waiting.add(commits.poll(10, TimeUnit.SECONDS));
            assertNotNull(waiting.get(waiting.size() - 1), () -> waiting.size() + " of " + clients.size() + " got through");
        }
        waiting.forEach(commit -> commit.complete(List.of(Samples.accepted("d"))));
        for (RawClient each : clients) {
            assertEquals(202, each.answer().status());
            each.close();
        }
    }

    @Test
    void anAnswerOutlastsTheIdleTimeoutOfTheConnection() {
        CompletableFuture<List<PublishReceipt>> commit = new CompletableFuture<>();
        commit.completeOnTimeout(List.of(Samples.accepted("d")), JettyApi.IDLE_TIMEOUT.toMillis() * 2, TimeUnit.MILLISECONDS);
        publishing(commit);
        assertEquals(202, postEvent().status());
        assertEquals(202, postEvent().status());
    }

    @Test
    void aCommitThatNeverComesIsA504() throws Exception {
        restart(Map.of("answer.timeout.ms", 200));
        publishing(new CompletableFuture<>());
        assertProblem(504, postEvent());
        assertProblem(504, postEvent());
    }

    @Test
    void theStoresThreadDoesNotWriteToTheClient() throws Exception {
        CompletableFuture<List<PublishReceipt>> commit = new CompletableFuture<>();
        publishing(commit);
        sendEvent(client);
        assertNotNull(published.poll(5, TimeUnit.SECONDS));
        String[] hugeAnswer = new String[1_000_000];
        Arrays.fill(hugeAnswer, Samples.DELIVERY_ID);
        PublishReceipt receipt = Samples.accepted(hugeAnswer);
        assertTimeoutPreemptively(Duration.ofSeconds(1), () -> commit.complete(List.of(receipt)));
        assertTrue(client.answer().body().length > 30_000_000);
    }

    @Test
    void anAsyncAnswerToAClientThatLeftHarmsNobody() throws Exception {
        CompletableFuture<List<PublishReceipt>> commit = new CompletableFuture<>();
        publishing(commit);
        sendEvent(client);
        assertNotNull(published.poll(5, TimeUnit.SECONDS));
        client.close();
        commit.complete(List.of(Samples.accepted("d")));
        client = api.connect();
        assertEquals(202, postEvent().status());
    }

    @Test
    void whereAFilterForbidsAsyncTheThreadWaits() {
        api.withoutAsyncSupport();
        CompletableFuture<List<PublishReceipt>> commit = new CompletableFuture<>();
        commit.completeOnTimeout(List.of(Samples.accepted("d")), 100, TimeUnit.MILLISECONDS);
        publishing(commit);
        assertEquals(202, postEvent().status());
        assertProblem(404, client.head("GET", "/nowhere").answer());
    }
}
