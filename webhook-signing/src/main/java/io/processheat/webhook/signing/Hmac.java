package io.processheat.webhook.signing;

import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 under one key, safe from any thread. */
final class Hmac {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /** Used again and again: to make or to clone one for each request costs time and 500 bytes. Null while in use. */
    private final AtomicReference<Mac> idle;

    Hmac(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
        this.idle = new AtomicReference<>(keyed());
    }

    /** Of the parts as if they were one array. */
    byte[] of(byte[]... parts) {
        Mac taken = idle.getAndSet(null);
        Mac mac = taken == null ? keyed() : taken;
        for (byte[] part : parts) {
            mac.update(part);
        }
        byte[] code = mac.doFinal();
        idle.set(mac);
        return code;
    }

    private Mac keyed() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is missing from this Java runtime", e);
        }
    }
}
