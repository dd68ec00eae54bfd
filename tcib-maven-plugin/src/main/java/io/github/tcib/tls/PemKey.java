package io.github.tcib.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.tcib.file.ForeignFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Reads private keys: PKCS #8 (RFC 5208), and the older forms of RSA (RFC 8017) and EC (RFC 5915) keys. */
final class PemKey {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ((?:[A-Z]+ )*PRIVATE KEY)-----([^-]*)-----END \\1-----");
    private static final String OID_EC = X9ObjectIdentifiers.id_ecPublicKey.getId();

    private PemKey() {}

    /** @throws IOException with a message for the user, when the file has no key that can be used */
    static PrivateKey read(Path file) throws IOException {
        Matcher block = BLOCK.matcher(new String(ForeignFile.read(file), ISO_8859_1));
        if (!block.find()) {
            throw new IOException("'" + file + "' holds no private key in PEM");
        }
        String body = block.group(2);
        if (block.group(1).startsWith("ENCRYPTED") || body.contains("ENCRYPTED")) {
            throw new IOException("the private key in '" + file + "' is encrypted; dnf could not read it either");
        }
        try {
            PrivateKeyInfo info = infoOf(block.group(1), Base64.getMimeDecoder().decode(body));
            String algorithm =
                    info.getPrivateKeyAlgorithm().getAlgorithm().getId().equals(OID_EC) ? "EC" : "RSA";
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
        } catch (GeneralSecurityException | IllegalArgumentException | IOException e) {
            throw new IOException(
                    "the private key in '" + file + "' cannot be read: it is damaged, or neither RSA nor EC", e);
        }
    }

    private static PrivateKeyInfo infoOf(String form, byte[] der) throws IOException {
        return switch (form) {
            case "RSA PRIVATE KEY" ->
                new PrivateKeyInfo(
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                        ASN1Primitive.fromByteArray(der));
            case "EC PRIVATE KEY" -> {
                ECPrivateKey key = ECPrivateKey.getInstance(der);
                yield new PrivateKeyInfo(
                        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject()), key);
            }
            default -> PrivateKeyInfo.getInstance(der);
        };
    }
}
