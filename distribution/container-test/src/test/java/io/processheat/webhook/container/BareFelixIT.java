package io.processheat.webhook.container;

import static org.junit.Assert.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/** Our bundles dropped into a running framework serve in whatever order they come. Repeat one with -Dorder.seed=N. */
@RunWith(Parameterized.class)
public class BareFelixIT {

    private static final int ORDERS = 3;
    private static final String TYPE = "compliance.violation";

    @Parameter
    public Order order;

    /** Prints as what one sees when it fails. */
    record Order(long seed, List<Path> jars) {

        static Order of(long seed) {
            List<Path> jars = new ArrayList<>(Shipped.ourBundles());
            Collections.shuffle(jars, new Random(seed));
            return new Order(seed, jars);
        }

        @Override
        public String toString() {
            return jars.stream().map(jar -> jar.getFileName().toString().replaceAll("webhook-|\\.jar", ""))
                    .collect(Collectors.joining(" ", "order.seed=" + seed + " ", ""));
        }
    }

    @Parameters(name = "{0}")
    public static List<Order> orders() {
        Long given = Long.getLong("order.seed");
        LongStream seeds = given == null ? new Random().longs(ORDERS) : LongStream.of(given);
        return seeds.mapToObj(Order::of).toList();
    }

    @Test
    public void serves() throws Exception {
        System.out.println(order);
        try (Receiver receiver = new Receiver(); BareFelix felix = new BareFelix(Shipped.newFolder())) {
            for (Path jar : order.jars()) {
                felix.drop(jar);
            }
            Await.until("healthy", felix.rest()::isHealthy);
            String secret = felix.rest().register(receiver.url(), null, TYPE).get("secret").asText();

            CompletableFuture<String> receipt = new CompletableFuture<>();
            felix.post("processheat/compliance/violation", Map.of("limit", "NOx", "webhook.receipt", receipt));
            Received request = receiver.next();
            request.assertSignedWith(secret);
            assertEquals("{\"limit\": \"NOx\"}", request.text());
            assertEquals(receipt.get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS), request.eventId());
        }
    }
}
