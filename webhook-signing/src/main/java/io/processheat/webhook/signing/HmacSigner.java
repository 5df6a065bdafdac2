package io.processheat.webhook.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.signing.WebhookSigningKey.StandardKey;
import io.processheat.webhook.spi.SealedSecret;
import io.processheat.webhook.spi.Signer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@link Signer}: HMAC-SHA256 in both header forms, secrets sealed with the key of a {@link KeyFile}. */
@Component(configurationPid = HmacSigner.PID)
@Designate(ocd = HmacSigner.Config.class)
public final class HmacSigner implements Signer {

    static final String PID = "io.processheat.webhook.signing";

    /** Where the key of the stored secrets is. */
    @ObjectClassDefinition(name = "Process Heat Webhooks: signing")
    @interface Config {

        @AttributeDefinition(
                name = "Key file",
                description = "32 bytes that seal the secrets in the store, made where there are none (so copy the file"
                        + " before you change this); a relative path starts at the data folder. Empty: secrets.key there",
                required = false)
        String key_file() default "";
    }

    private static final Logger LOG = LoggerFactory.getLogger(HmacSigner.class);
    private static final String DATA_PROPERTY = "io.processheat.webhook.data";
    private static final String DEFAULT_DATA_FOLDER = "processheat-webhooks-data";
    private static final String DEFAULT_KEY_FILE = "secrets.key";

    private final SecureRandom random = new SecureRandom();
    private final Path dataFolder;
    private volatile Vault vault;

    @Activate
    public HmacSigner(BundleContext context, Config config, Map<String, Object> properties) {
        this(dataFolder(context.getProperty(DATA_PROPERTY)), config.key_file());
        UnknownKeys.warn(PID, Config.class, properties);
    }

    HmacSigner(Path dataFolder, String keyFile) {
        this.dataFolder = dataFolder.toAbsolutePath().normalize();
        this.vault = vaultAt(DEFAULT_KEY_FILE);
        configure(keyFile);
        sayWhetherTheKeyFileServes();
    }

    private static Path dataFolder(String configured) {
        return Path.of(configured == null || configured.isBlank() ? DEFAULT_DATA_FOLDER : configured);
    }

    @Modified
    void modified(Config config, Map<String, Object> properties) {
        UnknownKeys.warn(PID, Config.class, properties);
        reconfigure(config.key_file());
    }

    void reconfigure(String keyFile) {
        Path before = keyFile();
        configure(keyFile);
        if (!before.equals(keyFile())) {
            LOG.info("The key file is {} from now on, it was {}", keyFile(), before);
            sayWhetherTheKeyFileServes();
        }
    }

    private void configure(String keyFile) {
        try {
            Vault next = vaultAt(keyFile == null || keyFile.isBlank() ? DEFAULT_KEY_FILE : keyFile.strip());
            if (!next.file().path().equals(keyFile())) {
                vault = next;
            }
        } catch (InvalidPathException e) {
            LOG.error("key.file={} is refused, it must be the path of a file ({}); {} stays in use",
                    keyFile, e.getReason(), keyFile());
        }
    }

    private Vault vaultAt(String keyFile) {
        return new Vault(new KeyFile(dataFolder, dataFolder.resolve(keyFile).normalize(), random), random);
    }

    private Path keyFile() {
        return vault.file().path();
    }

    /** Early, not when the first webhook is registered. The service stays either way: verifying needs no key file. */
    private void sayWhetherTheKeyFileServes() {
        try {
            LOG.info("Secrets are sealed with key {} of {}", vault.file().key().id(), keyFile());
        } catch (WebhookException e) {
            LOG.error("No webhook can be registered or signed for until this is put right: {}", e.getMessage());
        }
    }

    @Override
    public String newSecret() {
        return Secret.random(random).text();
    }

    @Override
    public List<String> check(String secret) {
        return Secret.parse(secret).warnings();
    }

    @Override
    public SealedSecret seal(UUID webhookId, String secret) {
        return vault.seal(webhookId, Secret.parse(secret));
    }

    @Override
    public SigningKey open(UUID webhookId, List<SealedSecret> secrets) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("Webhook " + webhookId + " has no secret to sign with");
        }
        Vault opened = vault;
        Secret current = opened.open(webhookId, secrets.get(0));
        List<StandardKey> standard = secrets.stream()
                .map(sealed -> StandardKey.of(opened.open(webhookId, sealed), sealed.notAfter()))
                .toList();
        return new WebhookSigningKey(new Hmac(current.wholeKey()), standard);
    }

    @Override
    public boolean verify(byte[] payload, String signature, String secret) {
        if (secret == null || secret.isEmpty()) {
            return false;
        }
        return SignatureHeader.parse(signature)
                .filter(claimed -> MessageDigest.isEqual(claimed, new Hmac(secret.getBytes(UTF_8)).of(payload)))
                .isPresent();
    }
}
