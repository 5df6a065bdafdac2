/**
 * Canonical JSON: exactly what Python's {@code json.dumps(json.loads(text), sort_keys=True)} gives, from texts and from
 * plain Java values. {@code CanonicalJson} is the way in.
 */
package io.processheat.webhook.core.json;
