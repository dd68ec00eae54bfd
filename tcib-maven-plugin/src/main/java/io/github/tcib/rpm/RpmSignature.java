package io.github.tcib.rpm;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * Checks the OpenPGP signature of a package (rpm.org, "RPM V4 package format", signature tags). A signature of the main header
 * covers the payload by the digest that the header has of it; the signatures of RPM 3 cover both.
 */
public final class RpmSignature {

    private static final int SHA256 = 8;

    private final RpmKeys keys;

    public RpmSignature(RpmKeys keys) {
        this.keys = keys;
    }

    /**
     * Checks a package file.
     *
     * @throws RpmException when it is not signed, or not by one of the keys, or was changed since
     */
    public void check(PackageFile rpm) throws IOException, RpmException {
        List<Signed> signatures = signaturesOf(rpm);
        if (signatures.isEmpty()) {
            throw new RpmException("it is not signed");
        }
        String unknown = "";
        for (Signed signed : signatures) {
            Optional<PGPPublicKey> key = keys.find(signed.signature().getKeyID());
            if (key.isEmpty()) {
                unknown = HexFormat.of().toHexDigits(signed.signature().getKeyID());
                continue;
            }
            verify(rpm, signed, key.get());
            if (!signed.coversPayload()) {
                checkPayload(rpm);
            }
            return;
        }
        throw new RpmException("it is signed by the key " + unknown + ", and the keys of its repository are "
                + (keys.ids().isEmpty() ? "none" : String.join(", ", keys.ids())));
    }

    private record Signed(PGPSignature signature, boolean coversPayload) {}

    /** Signatures of the header are the stronger ones; those of RPM 3 count where there is no other. */
    private static List<Signed> signaturesOf(PackageFile rpm) throws IOException, RpmException {
        List<Signed> found = new ArrayList<>();
        for (String text : rpm.signatures().texts(RpmTag.SIGNATURE_OPENPGP)) {
            add(found, decoded(text), false);
        }
        for (int tag : new int[] {RpmTag.SIGNATURE_RSA_HEADER, RpmTag.SIGNATURE_DSA_HEADER}) {
            Optional<byte[]> bytes = rpm.signatures().bytes(tag);
            if (bytes.isPresent()) {
                add(found, bytes.get(), false);
            }
        }
        if (found.isEmpty()) {
            for (int tag : new int[] {RpmTag.SIGNATURE_PGP, RpmTag.SIGNATURE_GPG}) {
                Optional<byte[]> bytes = rpm.signatures().bytes(tag);
                if (bytes.isPresent()) {
                    add(found, bytes.get(), true);
                }
            }
        }
        return found;
    }

    private static byte[] decoded(String text) throws RpmException {
        try {
            return Base64.getMimeDecoder().decode(text.getBytes(US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new RpmException("its signature is not base64", e);
        }
    }

    private static void add(List<Signed> found, byte[] packets, boolean coversPayload) throws RpmException {
        try {
            if (new BcPGPObjectFactory(new ByteArrayInputStream(packets)).nextObject()
                    instanceof PGPSignatureList list) {
                list.forEach(signature -> found.add(new Signed(signature, coversPayload)));
            }
        } catch (IOException | RuntimeException e) {
            // of packets that are damaged the library throws whatever comes up
            throw new RpmException("its signature cannot be read: it is damaged", e);
        }
    }

    private static void verify(PackageFile rpm, Signed signed, PGPPublicKey key) throws IOException, RpmException {
        try {
            PGPSignature signature = signed.signature();
            signature.init(new BcPGPContentVerifierBuilderProvider(), key);
            signature.update(rpm.headerBytes());
            if (signed.coversPayload()) {
                try (InputStream payload = rpm.openPayload()) {
                    byte[] buffer = new byte[1 << 16];
                    for (int count = payload.read(buffer); count >= 0; count = payload.read(buffer)) {
                        signature.update(buffer, 0, count);
                    }
                }
            }
            if (!signature.verify()) {
                throw new RpmException("its signature is not good: it was changed after it was signed");
            }
        } catch (PGPException | RuntimeException e) {
            throw new RpmException("its signature is of a kind that is not known here, or damaged", e);
        }
    }

    private static void checkPayload(PackageFile rpm) throws IOException, RpmException {
        String expected = rpm.header().text(RpmTag.PAYLOAD_DIGEST).toLowerCase(Locale.ROOT);
        if (expected.isEmpty()) {
            throw new RpmException("its signature leaves its payload out, and its header has no digest of it");
        }
        MessageDigest digest =
                digest(rpm.header().number(RpmTag.PAYLOAD_DIGEST_ALGORITHM).orElse(SHA256));
        try (InputStream payload = rpm.openPayload()) {
            byte[] buffer = new byte[1 << 16];
            for (int count = payload.read(buffer); count >= 0; count = payload.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(expected)) {
            throw new RpmException("its payload is not the one that was signed");
        }
    }

    /** By the numbers of OpenPGP (RFC 9580, "Hash Algorithms"). */
    private static MessageDigest digest(long algorithm) throws RpmException {
        try {
            if (algorithm == SHA256) {
                return MessageDigest.getInstance("SHA-256");
            }
            if (algorithm == 9) {
                return MessageDigest.getInstance("SHA-384");
            }
            if (algorithm == 10) {
                return MessageDigest.getInstance("SHA-512");
            }
            throw new RpmException("the digest of its payload is of an unknown kind, " + algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-2", e);
        }
    }
}
