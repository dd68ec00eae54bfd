package io.github.tcib.template.plugin;

import static java.util.Map.entry;

import io.github.tcib.template.python.Bound;
import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Splitting;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Digests and encodings of the bytes of a text. */
final class HashFilters implements Family {
    private static final UUID ANSIBLE = UUID.fromString("361e6d51-faec-444a-9079-341386da8e2e");

    @Override
    public Map<String, String> signatures() {
        return Map.ofEntries(
                entry("hash", "data hashtype?"),
                entry("md5", "data"),
                entry("sha1", "data"),
                entry("checksum", "data"),
                entry("b64encode", "string encoding?"),
                entry("b64decode", "string encoding?"),
                entry("to_uuid", "string namespace?"));
    }

    @Override
    public Py apply(String name, Bound args, Engine engine) {
        return switch (name) {
            case "hash" -> digest(args.text("data"), args.text("hashtype", "sha1"));
            case "md5" -> digest(args.text("data"), "md5");
            case "sha1", "checksum" -> digest(args.text("data"), "sha1");
            case "b64encode" ->
                engine.budget()
                        .text(Base64.getEncoder()
                                .encodeToString(args.text("string").getBytes(charset(args))));
            case "b64decode" -> engine.budget().text(decoded(args));
            default -> uuid(args);
        };
    }

    private static Py digest(String text, String algorithm) {
        String name = switch (algorithm.toLowerCase(Locale.ROOT)) {
            case "md5" -> "MD5";
            case "sha1" -> "SHA-1";
            case "sha224" -> "SHA-224";
            case "sha256" -> "SHA-256";
            case "sha384" -> "SHA-384";
            case "sha512" -> "SHA-512";
            case "sha512_224" -> "SHA-512/224";
            case "sha512_256" -> "SHA-512/256";
            case "sha3_224" -> "SHA3-224";
            case "sha3_256" -> "SHA3-256";
            case "sha3_384" -> "SHA3-384";
            case "sha3_512" -> "SHA3-512";
            default -> throw Fault.evaluation("the hash type '" + algorithm + "' is not supported");
        };
        return Str.of(HexFormat.of().formatHex(digest(name).digest(text.getBytes(StandardCharsets.UTF_8))));
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw Fault.evaluation("the hash type '" + name + "' is not supported by this Java");
        }
    }

    private static Charset charset(Bound args) {
        String name = args.text("encoding", "utf-8");
        try {
            return Charset.forName(name.toLowerCase(Locale.ROOT)
                    .replace('_', '-')
                    .replace("latin-1", "latin1")
                    .replaceFirst("^(utf-(?:16|32))-([bl]e)$", "$1$2"));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw Fault.evaluation("unknown encoding: " + name);
        }
    }

    /** Like Python, passes over characters that are not of base 64, but not over missing padding. */
    private static String decoded(Bound args) {
        String digits = args.text("string").replaceAll("[^A-Za-z0-9+/=]", "");
        int end = digits.indexOf('=');
        String data = end < 0 ? digits : digits.substring(0, end);
        int padding = digits.length() - data.length();
        if (data.length() % 4 == 1 || (data.length() % 4 > 0 && padding < 4 - data.length() % 4)) {
            throw Fault.evaluation("Incorrect padding of base 64");
        }
        return new String(Base64.getDecoder().decode(data), charset(args));
    }

    private static Py uuid(Bound args) {
        UUID namespace = ANSIBLE;
        if (args.has("namespace")) {
            String hex = Splitting.strip(
                            args.text("namespace").replace("urn:", "").replace("uuid:", ""),
                            Optional.of("{}"),
                            true,
                            true)
                    .replace("-", "");
            if (!hex.matches("[0-9a-fA-F]{32}")) {
                throw Fault.evaluation("'" + args.text("namespace") + "' is no UUID");
            }
            namespace = new UUID(
                    Long.parseUnsignedLong(hex.substring(0, 16), 16), Long.parseUnsignedLong(hex.substring(16), 16));
        }
        MessageDigest sha1 = digest("SHA-1");
        sha1.update(ByteBuffer.allocate(16)
                .putLong(namespace.getMostSignificantBits())
                .putLong(namespace.getLeastSignificantBits())
                .array());
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest(args.text("string").getBytes(StandardCharsets.UTF_8)));
        long high = (hash.getLong() & 0xffffffffffff0fffL) | 0x5000L;
        long low = (hash.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return Str.of(new UUID(high, low).toString());
    }
}
