package io.processheat.webhook.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.WebhookStatus;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked while a huge backlog waits goes straight to its rows in an index, and sorts no more than a page. */
class QueryPlanTest {

    @TempDir
    Path folder;

    private Connection connection;

    @BeforeEach
    void connect() throws Exception {
        Stores.open(folder).close();
        connection = new Database(folder.resolve("webhooks.db")).openForReading();
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.close();
    }

    @Test
    void findsWhatIsDueOfOnePriorityWithoutTheOthers() throws Exception {
        List<String> plan = searches(DueQuery.DUE);

        assertEquals(2, plan.size(), plan::toString);
        assertTrue(plan.get(0).contains("deliveries_by_status (webhook=? AND status=? AND priority=? AND rowid>?)"));
        assertTrue(plan.get(1).contains("deliveries_retrying (webhook=? AND priority=? AND due<?)"), plan::toString);
    }

    @Test
    void findsTheNextRetryOfEachPriorityInItsIndex() throws Exception {
        long byDue = searches(DueQuery.NEXT).stream()
                .filter(step -> step.contains("deliveries_retrying (webhook=? AND priority=? AND due>?)"))
                .count();

        assertEquals(Codes.PRIORITIES.size(), byDue);
    }

    @Test
    void findsWhoWaitsForAKeyInItsOrder() throws Exception {
        assertEquals(1, searches(WaitingTable.FIRST).size());
        assertTrue(searches(WaitingTable.FIRST).get(0).contains("deliveries_waiting (order_key=? AND rowid>?)"));
        assertFalse(sorts(WaitingTable.FIRST));
    }

    @Test
    void endsABacklogInTheOrderOfItsIndex() throws Exception {
        assertTrue(searches(DeliveryTable.END).stream()
                .anyMatch(step -> step.contains("deliveries_by_status (webhook=? AND status=? AND priority=? AND rowid<?)")));
        assertFalse(sorts(DeliveryTable.END));
    }

    @Test
    void listsTheNewestOfEachStatusAndPriorityFromTheirIndex() throws Exception {
        String listing = DeliveryRows.newestFirst(Optional.empty());
        long merged = searches(listing).stream()
                .filter(step -> step.contains("deliveries_by_status (webhook=? AND status=? AND priority=? AND rowid<?)"))
                .count();

        assertEquals(Codes.STATUSES.size() * Codes.PRIORITIES.size(), merged);
        assertFalse(sorts(listing));
        assertEquals(2 * Codes.PRIORITIES.size(), DeliveryRows.newestFirst(Optional.of(WebhookStatus.PENDING))
                .split("INDEXED BY deliveries_by_status").length - 1);
    }

    @Test
    void findsTheLastDeliveryOfAnEventToAWebhookInTwoIndexes() throws Exception {
        List<String> plan = steps(ReplayTable.NEWEST);

        assertTrue(plan.stream().noneMatch(step -> step.startsWith("SCAN")), plan::toString);
        assertTrue(plan.stream().anyMatch(step -> step.contains("deliveries_once (event=? AND webhook=?)")));
        assertTrue(plan.stream().anyMatch(step -> step.contains("deliveries_replays (event=? AND webhook=?)")));
    }

    @Test
    void findsWhatFailedInTheOrderOfItsIndex() throws Exception {
        long merged = steps(ReplayTable.FAILED).stream()
                .filter(step -> step.contains("(webhook=? AND status=? AND priority=? AND rowid>? AND rowid<?)"))
                .count();

        assertEquals((1 + Codes.UNFINISHED.size()) * Codes.PRIORITIES.size(), merged);
        assertFalse(sorts(ReplayTable.FAILED));
    }

    @Test
    void findsWhatIsShedNextInTheOrderOfItsIndex() throws Exception {
        long merged = searches(LeastImportant.NEXT).stream()
                .filter(step -> step.contains("deliveries_by_status (webhook=? AND status=? AND priority=? AND rowid>?)"))
                .count();

        assertEquals(Codes.UNFINISHED.size(), merged);
    }

    @Test
    void findsWhatExpiredAndTheOldestOfAWebhookWithoutItsHistory() throws Exception {
        assertEquals(1, searches(ForgottenKeys.OLDEST).stream().distinct().count());
        assertTrue(searches(ForgottenKeys.OLDEST).get(0).contains("(webhook=? AND status=? AND priority=?)"));
        assertTrue(steps(Expiring.EXPIRED).get(0).contains("deliveries_expiring (expires_at"));
        assertFalse(sorts(Expiring.EXPIRED));
    }

    /** The steps that read rows of deliveries; a SCAN among them fails the test. */
    private List<String> searches(String sql) throws Exception {
        List<String> steps = steps(sql);
        assertTrue(steps.stream().noneMatch(step -> step.startsWith("SCAN deliveries")), steps::toString);
        return steps.stream().filter(step -> step.startsWith("SEARCH deliveries")).toList();
    }

    private boolean sorts(String sql) throws Exception {
        return steps(sql).stream().anyMatch(step -> step.contains("TEMP B-TREE"));
    }

    private List<String> steps(String sql) throws Exception {
        return Sql.list(connection, row -> row.getString("detail"), "EXPLAIN QUERY PLAN " + sql);
    }
}
