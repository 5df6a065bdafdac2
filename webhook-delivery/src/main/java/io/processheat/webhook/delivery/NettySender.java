package io.processheat.webhook.delivery;

import io.processheat.webhook.delivery.http.HttpSender;
import io.processheat.webhook.delivery.http.PostRequest;
import io.processheat.webhook.delivery.http.PostResult;
import java.net.InetAddress;
import java.util.function.Consumer;

/** Sends over HTTP. */
final class NettySender implements Sender {

    private final HttpSender http;

    NettySender(HttpSender http) {
        this.http = http;
    }

    @Override
    public Call send(PostRequest request, Consumer<PostResult> ended) {
        return new HttpCall(http.send(request, ended));
    }

    @Override
    public void close() {
        http.close();
    }

    private record HttpCall(HttpSender.Exchange exchange) implements Call {

        @Override
        public void cancel(PostResult.Kind kind, String why) {
            exchange.cancel(kind, why);
        }

        @Override
        public InetAddress peer() {
            return exchange.peer();
        }
    }
}
