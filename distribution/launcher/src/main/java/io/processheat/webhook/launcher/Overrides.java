package io.processheat.webhook.launcher;

import java.util.List;

/**
 * What the command line says; it wins over the configuration file.
 *
 * @param host null where not given
 * @param port null where not given
 * @param demoRate events per second of the demo, null where no demo is asked for
 */
record Overrides(String host, Integer port, List<String> allow, Double demoRate) {

    boolean demo() {
        return demoRate != null;
    }
}
