package io.processheat.webhook.delivery.http;

import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.processheat.webhook.delivery.http.PostResult.Kind;
import java.util.Optional;

/** Finds the answer to one request in what the decoder makes of the receiver's bytes. */
final class AnswerReader {

    private static final int MAX_INTERIM_ANSWERS = 16;

    private Answer answer;
    private int interimAnswers;
    private boolean interim;
    private boolean surplus;

    /** Why there will be no answer. */
    record Fault(Kind kind, String message) {}

    Optional<Fault> read(Object message) {
        if (answer != null && answer.isComplete()) {
            surplus = true;
            return Optional.empty();
        }
        Optional<Fault> fault = message instanceof HttpResponse response ? readHead(response) : Optional.empty();
        if (fault.isEmpty() && message instanceof HttpContent content) {
            readContent(content);
        }
        return fault;
    }

    /** The answer once its headers are in, until then null. */
    Answer answer() {
        return answer;
    }

    /** Whether there was more than the answer. */
    boolean sawSurplus() {
        return surplus;
    }

    private Optional<Fault> readHead(HttpResponse response) {
        if (response.decoderResult().isFailure()) {
            return Optional.of(malformed(response.decoderResult().cause()));
        }
        if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
            interim = true;
            interimAnswers++;
            return refuseInterim(response.status());
        }
        answer = new Answer(response);
        return Optional.empty();
    }

    private Optional<Fault> refuseInterim(HttpResponseStatus status) {
        if (status.code() == HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
            return Optional.of(new Fault(Kind.PROTOCOL, "it switched to another protocol, unasked"));
        }
        return interimAnswers > MAX_INTERIM_ANSWERS
                ? Optional.of(new Fault(
                        Kind.PROTOCOL, "it sent more than " + MAX_INTERIM_ANSWERS + " interim answers (1xx)"))
                : Optional.empty();
    }

    private void readContent(HttpContent content) {
        boolean last = content instanceof LastHttpContent;
        if (interim) {
            interim = !last;
            return;
        }
        answer.add(content.content());
        if (content.decoderResult().isFailure()) {
            answer.broken();
        } else if (last) {
            answer.completed();
        }
    }

    private static Fault malformed(Throwable cause) {
        return cause instanceof PrematureChannelClosureException
                ? new Fault(Kind.RESET, "it closed the connection amid the headers of its answer")
                : new Fault(Kind.PROTOCOL, "its answer is not HTTP as it should be: " + cause.getMessage());
    }
}
