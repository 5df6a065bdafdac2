package io.processheat.webhook.container;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/** Runs inside a framework with all that is shipped; each test has a receiver and a webhook of its own. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public abstract class InContainer {

    static final String SECRET = "a-secret-that-a-receiver-has-had-for-years";
    static final String ALARM = "alarm.triggered";
    static final String ALARM_TOPIC = "processheat/alarm/triggered";

    @Inject
    BundleContext context;

    @Inject
    EventAdmin eventAdmin;

    Receiver receiver;
    RestClient rest;
    String webhook;

    @Configuration
    public Option[] container() {
        return Container.options();
    }

    @Before
    public void registerAReceiver() throws IOException {
        rest = new RestClient(context, Path.of(context.getProperty("io.processheat.webhook.data")));
        receiver = new Receiver();
        Await.until("healthy", rest::isHealthy);
        webhook = rest.register(receiver.url(), SECRET, ALARM).get("webhook_id").asText();
    }

    @After
    public void forgetTheReceiver() {
        if (webhook != null) {
            rest.delete("/webhooks/" + webhook);
        }
        receiver.close();
    }

    void post(String topic, Map<String, ?> properties) {
        eventAdmin.postEvent(new Event(topic, properties));
    }

    CompletableFuture<String> postForReceipt(String topic, Map<String, ?> properties) {
        CompletableFuture<String> receipt = new CompletableFuture<>();
        Map<String, Object> all = new HashMap<>(properties);
        all.put("webhook.receipt", receipt);
        post(topic, all);
        return receipt;
    }

    List<CompletableFuture<String>> postAlarms(int count) {
        List<CompletableFuture<String>> receipts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            receipts.add(postForReceipt(ALARM_TOPIC, Map.of("number", i)));
        }
        return receipts;
    }

    /** The ids of events that are on disk. */
    static Set<String> acknowledged(List<CompletableFuture<String>> receipts) {
        return receipts.stream()
                .map(receipt -> receipt.orTimeout(Await.LIMIT.toSeconds(), TimeUnit.SECONDS).join())
                .collect(toSet());
    }

    Bundle ours(String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> ("io.processheat.webhook." + name).equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no bundle " + name));
    }

    static String log() {
        try {
            return Files.readString(Path.of(System.getProperty("processheat.logs"), "webhooks.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
