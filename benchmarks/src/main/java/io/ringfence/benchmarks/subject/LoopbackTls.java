package io.ringfence.benchmarks.subject;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * TLS between both ends of a loopback connection: a certificate for {@value #HOST} that is made for the run, and clients
 * that believe it and nobody else.
 */
public final class LoopbackTls {
    /** Whom the certificate names. */
    static final String HOST = "localhost";

    private static final String ALIAS = "venue";
    private static final String STORE_TYPE = "PKCS12";

    private final SSLContext venue;
    private final X509Certificate certificate;

    private LoopbackTls(final SSLContext venue, final X509Certificate certificate) {
        this.venue = venue;
        this.certificate = certificate;
    }

    /**
     * By the JDK's own tool, with a password that nobody learns; its file is gone when this returns.
     *
     * @throws IOException where there is no such tool, or it fails
     */
    public static LoopbackTls make() throws IOException {
        final Path folder = Files.createTempDirectory("tls");
        final Path file = folder.resolve("venue.p12");
        try {
            final char[] password = UUID.randomUUID().toString().toCharArray();
            keytool(file, password);
            return of(file, password);
        } catch (final GeneralSecurityException e) {
            throw new IOException("the certificate of this run can't be read", e);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    private static void keytool(final Path file, final char[] password) throws IOException {
        final String tool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        final ProcessBuilder builder = new ProcessBuilder(
                        tool,
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + HOST,
                        "-ext",
                        "san=dns:" + HOST,
                        "-storetype",
                        STORE_TYPE,
                        "-keystore",
                        file.toString(),
                        "-storepass:env",
                        "STORE_PASSWORD")
                .redirectErrorStream(true);
        builder.environment().put("STORE_PASSWORD", new String(password));
        final Process process = builder.start();
        final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool could make no certificate: " + said);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while keytool made a certificate", e);
        }
    }

    private static LoopbackTls of(final Path file, final char[] password) throws IOException, GeneralSecurityException {
        final KeyStore store = KeyStore.getInstance(STORE_TYPE);
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        final KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        final SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return new LoopbackTls(context, (X509Certificate) store.getCertificate(ALIAS));
    }

    /** What the venue's end of one connection speaks with. */
    SSLEngine venueEngine() {
        return venue.createSSLEngine();
    }

    /** As the engine has it, but for whom it believes. */
    SslContext client() throws IOException {
        return client(Suite.AS_AGREED);
    }

    SslContext client(final Suite suite) throws IOException {
        return SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .endpointIdentificationAlgorithm("HTTPS")
                .trustManager(certificate)
                .protocols(suite.protocols())
                .ciphers(suite.ciphers())
                .build();
    }

    /**
     * What a client offers.
     *
     * @param protocols null: what the JDK offers
     * @param ciphers   null: what the JDK offers
     */
    public record Suite(String name, List<String> protocols, List<String> ciphers) {
        /** What both ends take if nobody asks for another. */
        static final Suite AS_AGREED = new Suite("as agreed", null, null);

        public static final List<Suite> ALL = List.of(
                new Suite("TLS 1.3, AES-256-GCM", List.of("TLSv1.3"), List.of("TLS_AES_256_GCM_SHA384")),
                new Suite("TLS 1.3, AES-128-GCM", List.of("TLSv1.3"), List.of("TLS_AES_128_GCM_SHA256")),
                new Suite("TLS 1.3, ChaCha20", List.of("TLSv1.3"), List.of("TLS_CHACHA20_POLY1305_SHA256")),
                new Suite(
                        "TLS 1.2, AES-128-GCM",
                        List.of("TLSv1.2"),
                        List.of("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")));
    }
}
