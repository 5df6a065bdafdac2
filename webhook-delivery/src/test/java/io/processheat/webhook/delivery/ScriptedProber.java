package io.processheat.webhook.delivery;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Hosts by script: after how long they answer a probe; by default all are silent. */
final class ScriptedProber implements Prober {

    static final long TIMEOUT_MILLIS = 1_500;

    private final ManualLoop loop;
    private final Map<String, Long> answers = new HashMap<>();
    private final List<String> probed = new ArrayList<>();

    ScriptedProber(ManualLoop loop) {
        this.loop = loop;
    }

    void answers(String host, long afterMillis) {
        answers.put(host, afterMillis);
    }

    void silent(String host) {
        answers.remove(host);
    }

    /** The hosts probed so far, in order. */
    List<String> probed() {
        return probed;
    }

    @Override
    public void probe(ProbeTarget target, Predicate<InetAddress> inZone, Consumer<Boolean> ended) {
        probed.add(target.host());
        Long answer = answers.get(target.host());
        loop.schedule(() -> ended.accept(answer != null), answer != null ? answer : TIMEOUT_MILLIS);
    }
}
