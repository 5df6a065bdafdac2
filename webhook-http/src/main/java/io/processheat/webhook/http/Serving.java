package io.processheat.webhook.http;

/** What one configuration made: the API and the limits of the bodies it reads. */
record Serving(Api api, Settings settings, BodyBudget budget) {

    static Serving of(Services services, Tokens tokens, Settings settings) {
        long oneBody = Math.max(settings.maxBodyBytes(), settings.maxWebhookBytes()) + 1L;
        BodyBudget budget = new BodyBudget(Math.max(settings.maxInflightBytes(), oneBody));
        return new Serving(new Api(services, tokens, settings), settings, budget);
    }

    Body body(Body.Source source, long declaredBytes) {
        return new Body(source, declaredBytes, budget, settings.readTimeout());
    }
}
