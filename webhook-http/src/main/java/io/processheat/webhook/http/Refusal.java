package io.processheat.webhook.http;

/** Ends a call early with the answer it carries. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Response response;

    Refusal(Problem problem) {
        this(problem.toResponse());
    }

    Refusal(Response response) {
        super("refused with " + response.status(), null, false, false);
        this.response = response;
    }

    Response response() {
        return response;
    }
}
