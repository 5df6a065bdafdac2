package io.processheat.benchmark.sink;

/**
 * What the path of a request asks the sink for: {@code /timed}, {@code /after/<milliseconds>}, {@code /ledger/<number>},
 * {@code /refusing/<one in so many>}, or several of them.
 *
 * @param timed whether to look for the time of publishing in the body
 * @param delayMillis before the answer
 * @param ledger where to write down the number in the body; negative: nowhere
 * @param refuseOneIn with a ledger: of so many numbers one is refused when it comes first; 0: none
 */
record SinkPath(boolean timed, long delayMillis, int ledger, int refuseOneIn) {

    static final SinkPath PLAIN = new SinkPath(false, 0, -1, 0);

    static SinkPath parse(String path) {
        String[] words = path.substring(1).split("/");
        SinkPath parsed = PLAIN;
        for (int i = 0; i < words.length; i++) {
            parsed = switch (words[i]) {
                case "timed" -> new SinkPath(true, parsed.delayMillis, parsed.ledger, parsed.refuseOneIn);
                case "after" -> parsed.after(Long.parseLong(words[++i]));
                case "ledger" -> parsed.writtenDown(Integer.parseInt(words[++i]));
                case "refusing" -> parsed.refusing(Integer.parseInt(words[++i]));
                default -> parsed;
            };
        }
        return parsed;
    }

    SinkPath after(long millis) {
        return new SinkPath(timed, millis, ledger, refuseOneIn);
    }

    SinkPath writtenDown(int where) {
        return new SinkPath(timed, delayMillis, where, refuseOneIn);
    }

    SinkPath refusing(int oneIn) {
        return new SinkPath(timed, delayMillis, ledger, oneIn);
    }
}
