package io.processheat.webhook.delivery.http;

import io.netty.util.NetUtil;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides which addresses may be connected to: those that are globally reachable, and the networks on the allow-list.
 * Plain {@code http:} goes to the allow-list only.
 */
public final class AddressGuard {

    private final List<CidrBlock> allowed;
    private final String setting;

    /**
     * A guard.
     *
     * @param allowed networks to let through whatever they are
     * @param setting what people call that list: refusals name it
     */
    public AddressGuard(List<CidrBlock> allowed, String setting) {
        this.allowed = List.copyOf(allowed);
        this.setting = setting;
    }

    /** Why this address must not be connected to, and what to do about it; empty where it may. */
    public Optional<String> check(InetAddress address, boolean plainHttp) {
        byte[] bytes = address.getAddress();
        if (isAllowListed(bytes)) {
            return Optional.empty();
        }
        Optional<String> block = unreachableBlock(bytes);
        if (block.isPresent()) {
            return Optional.of(NetUtil.toAddressString(address) + " is not globally reachable (" + block.get()
                    + "); to deliver there, add its network to " + setting);
        }
        return plainHttp
                ? Optional.of("plain http goes only to networks in " + setting + ", and " + NetUtil.toAddressString(address)
                        + " is in none; use https")
                : Optional.empty();
    }

    /** The smallest network of the allow-list that the address is in. */
    public Optional<CidrBlock> networkOf(InetAddress address) {
        byte[] bytes = address.getAddress();
        return smallest(bytes).or(() -> EmbeddedIpv4.standsFor(bytes).flatMap(this::smallest));
    }

    private Optional<CidrBlock> smallest(byte[] address) {
        return allowed.stream()
                .filter(block -> block.contains(address))
                .max(Comparator.comparingInt(CidrBlock::prefixLength));
    }

    /**
     * Judges what can be judged before a name is looked up: the form of the URL, and its address where it is written
     * out.
     *
     * @throws WebhookException {@code INVALID} on field {@code url}
     */
    public void checkTarget(String url) {
        Target target = Target.parse(url);
        if (target.plainHttp() && allowed.isEmpty() && target.literal().isEmpty()) {
            throw new WebhookException(Reason.INVALID, "url",
                    "plain http goes only to networks in " + setting + ", and there are none; use https");
        }
        target.literal().flatMap(address -> check(address, target.plainHttp())).ifPresent(refusal -> {
            throw new WebhookException(Reason.INVALID, "url", refusal);
        });
    }

    private boolean isAllowListed(byte[] address) {
        for (CidrBlock block : allowed) {
            if (block.contains(address)) {
                return true;
            }
        }
        return EmbeddedIpv4.standsFor(address).filter(this::isAllowListed).isPresent();
    }

    private Optional<String> unreachableBlock(byte[] address) {
        Optional<byte[]> standsFor = EmbeddedIpv4.standsFor(address);
        if (standsFor.isPresent()) {
            return SpecialPurposeRegistry.unreachableBlock(standsFor.get());
        }
        Optional<String> block = SpecialPurposeRegistry.unreachableBlock(address);
        return block.isPresent()
                ? block
                : EmbeddedIpv4.tunnelsTo(address)
                        .filter(target -> !isAllowListed(target))
                        .flatMap(SpecialPurposeRegistry::unreachableBlock);
    }
}
