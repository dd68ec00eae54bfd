package io.github.tcib.build.jib;

import io.github.tcib.oci.Content;
import io.github.tcib.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/** Fetches what ADD names by address. */
final class Downloads {

    private static final Duration CONNECT = Duration.ofSeconds(30);
    private static final Duration ANSWER = Duration.ofMinutes(2);
    private static final int FIRST_FAULT = 400;
    private static final int FIRST_SERVER_FAULT = 500;
    private static final int TOO_MANY_REQUESTS = 429;

    private Optional<HttpClient> client = Optional.empty();

    /**
     * The content of an address, spooled.
     *
     * @throws RemoteException when trying again may help
     * @throws InstructionException when the server refuses, or the content is not the one expected
     */
    Content fetch(String address, Optional<Digest> expected, Spool spool)
            throws IOException, InstructionException, InterruptedException {
        HttpResponse<InputStream> response;
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(uri(address)).timeout(ANSWER).build();
            response = client().send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new RemoteException("'" + address + "' cannot be fetched: " + e, e);
        }
        try (InputStream body = response.body();
                DigestInputStream digesting = new DigestInputStream(body, sha256())) {
            int status = response.statusCode();
            if (status >= FIRST_SERVER_FAULT || status == TOO_MANY_REQUESTS) {
                throw new RemoteException("'" + address + "' cannot be fetched: the server answers " + status);
            }
            if (status >= FIRST_FAULT) {
                throw new InstructionException("'" + address + "' cannot be fetched: the server answers " + status);
            }
            Content content = spool.write(digesting);
            Digest found = new Digest(
                    HexFormat.of().formatHex(digesting.getMessageDigest().digest()));
            if (expected.isPresent() && !expected.get().equals(found)) {
                throw new InstructionException(
                        "'" + address + "' has the checksum " + found + ", but --checksum says " + expected.get());
            }
            return content;
        }
    }

    /**
     * The last part of an address's path, which is the name a file gets in a directory.
     *
     * @throws InstructionException when there is none
     */
    static String nameOf(String address) throws InstructionException {
        String path = Optional.ofNullable(uri(address).getPath()).orElse("");
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (name.isEmpty()) {
            throw new InstructionException(
                    "'" + address + "' ends without a file name; name the file in the destination");
        }
        return name;
    }

    /** Made when it is first needed: setting up TLS takes longer than building an image. */
    private synchronized HttpClient client() {
        HttpClient made = client.orElseGet(() -> HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(CONNECT)
                .build());
        client = Optional.of(made);
        return made;
    }

    private static URI uri(String address) throws InstructionException {
        try {
            return new URI(address);
        } catch (URISyntaxException e) {
            throw new InstructionException("'" + address + "' is not a valid address: " + e.getReason());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
