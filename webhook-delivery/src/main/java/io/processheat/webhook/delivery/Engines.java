package io.processheat.webhook.delivery;

import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine that runs, and the way from one configuration to the next. */
final class Engines {

    private static final Logger LOG = LoggerFactory.getLogger(Engines.class);

    private final SettingsReader reader;
    private final Function<Settings, Engine> maker;
    private volatile Settings settings;
    private volatile Engine running;

    Engines(SettingsReader reader, Function<Settings, Engine> maker) {
        this.reader = reader;
        this.maker = maker;
    }

    /** The settings in force. */
    Settings settings() {
        return settings;
    }

    Engine running() {
        return running;
    }

    void start(Config config) {
        Settings first = reader.read(config);
        start(maker.apply(first), first);
    }

    /** What can go wrong with the new settings goes wrong, as far as possible, while the old engine still runs. */
    void change(Config config) {
        Settings before = settings;
        try {
            Settings changed = reader.read(config);
            Engine next = maker.apply(changed);
            running.stop();
            start(next, changed);
            LOG.info("Dispatching with a changed configuration, on {} lanes", changed.lanes());
        } catch (RuntimeException e) {
            LOG.error("A changed configuration could not be put in force; going on with the one before", e);
            reader.goBackTo(before);
            resume(before);
        }
    }

    /** What is claimed goes to the next engine before it looks at the store: otherwise something could miss both. */
    private void start(Engine next, Settings of) {
        settings = of;
        running = next;
        next.start();
    }

    /** Where the old engine had stopped already, one like it takes its place. */
    private void resume(Settings before) {
        if (!running.isStopped()) {
            return;
        }
        try {
            start(maker.apply(before), before);
        } catch (RuntimeException e) {
            LOG.error("Nothing is sent until the next change of the configuration, or a restart of the dispatcher", e);
        }
    }
}
