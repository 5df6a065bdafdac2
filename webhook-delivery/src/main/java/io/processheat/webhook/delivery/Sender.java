package io.processheat.webhook.delivery;

import io.processheat.webhook.delivery.http.PostRequest;
import io.processheat.webhook.delivery.http.PostResult;
import java.net.InetAddress;
import java.util.function.Consumer;

/** Makes the POSTs of one lane, on its loop. */
interface Sender extends AutoCloseable {

    /**
     * Starts a POST.
     *
     * @param ended called once, on the loop, not before this method has returned
     */
    Call send(PostRequest request, Consumer<PostResult> ended);

    @Override
    void close();

    /** A POST under way. */
    @FunctionalInterface
    interface Call {

        /** Ends it as failed of this kind, unless it has an answer already. What is told of the end is told before this returns. */
        void cancel(PostResult.Kind kind, String why);

        /** The address connected to, or tried last; null where it has not come to that. */
        default InetAddress peer() {
            return null;
        }
    }
}
