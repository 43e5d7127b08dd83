package io.ringfence.gateway.credentials;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/** Reads key files without ever making a String of a secret. Start-up code. */
final class KeyFile {
    private static final String API_KEY = "apiKey";
    private static final String API_SECRET = "apiSecret";
    private static final String ED25519_KEY_FILE = "ed25519KeyFile";
    private static final int MAX_LENGTH = 16 * 1024;
    private static final byte[] BEGIN = ascii("-----BEGIN PRIVATE KEY-----");
    private static final byte[] END = ascii("-----END PRIVATE KEY-----");
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path file;
    private byte[] apiKey;
    private byte[] apiSecret;
    private byte[] keyFile;

    private KeyFile(final Path file) {
        this.file = file;
    }

    static Credentials read(final Path file) {
        final byte[] content = content(file);
        try {
            final KeyFile keys = new KeyFile(file);
            keys.parse(content);
            return keys.credentials();
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    static Credentials ed25519(final byte[] apiKey, final Path pem) {
        final byte[] content = content(pem);
        try {
            return Credentials.ed25519(apiKey, privateKey(content, pem));
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private void parse(final byte[] content) {
        int line = 1;
        int start = 0;
        for (int i = 0; i <= content.length; i++) {
            if (i == content.length || content[i] == '\n') {
                line(trimmed(content, start, i), line++);
                start = i + 1;
            }
        }
    }

    private void line(final byte[] text, final int line) {
        if (text.length == 0 || text[0] == '#') {
            return;
        }
        final int separator = separator(text);
        if (separator < 0) {
            throw new CredentialsException(file + ":" + line + ": expected name: value");
        }
        final String name = new String(trimmed(text, 0, separator), StandardCharsets.UTF_8);
        final byte[] value = unquoted(trimmed(text, separator + 1, text.length));
        Arrays.fill(text, (byte) 0);
        assign(name, value, line);
    }

    private void assign(final String name, final byte[] value, final int line) {
        switch (name) {
            case API_KEY -> apiKey = once(apiKey, value, name, line);
            case API_SECRET -> apiSecret = once(apiSecret, value, name, line);
            case ED25519_KEY_FILE -> keyFile = once(keyFile, value, name, line);
            // The name isn't shown: a secret on a line of its own, with a colon in it, would be.
            default ->
                throw new CredentialsException(file + ":" + line + ": unknown name, expected " + API_KEY + ", "
                        + API_SECRET + " or " + ED25519_KEY_FILE);
        }
    }

    private byte[] once(final byte[] earlier, final byte[] value, final String name, final int line) {
        if (earlier != null) {
            throw new CredentialsException(file + ":" + line + ": " + name + " is given twice");
        }
        if (value.length == 0) {
            throw new CredentialsException(file + ":" + line + ": " + name + " is empty");
        }
        return value;
    }

    private Credentials credentials() {
        if (apiKey == null) {
            throw new CredentialsException(file + ": " + API_KEY + " is missing");
        }
        if ((apiSecret == null) == (keyFile == null)) {
            throw new CredentialsException(file + ": give exactly one of " + API_SECRET + " and " + ED25519_KEY_FILE);
        }
        return apiSecret != null ? Credentials.hmac(apiKey, apiSecret) : ed25519(apiKey, besideThis());
    }

    private Path besideThis() {
        return file.toAbsolutePath().resolveSibling(new String(keyFile, StandardCharsets.UTF_8));
    }

    private static byte[] content(final Path file) {
        try {
            requirePrivate(file);
            if (Files.size(file) > MAX_LENGTH) {
                throw new CredentialsException(file + ": longer than " + MAX_LENGTH + " bytes, so not a key file");
            }
            return Files.readAllBytes(file);
        } catch (final NoSuchFileException e) {
            throw new CredentialsException(
                    file + ": there is no such key file; the simulated venue writes its own while it runs");
        } catch (final IOException e) {
            throw new CredentialsException(
                    file + ": cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static void requirePrivate(final Path file) throws IOException {
        final Set<PosixFilePermission> permissions;
        try {
            permissions = Files.getPosixFilePermissions(file);
        } catch (final UnsupportedOperationException e) {
            throw new CredentialsException(file + ": this file system cannot say who may read it; use "
                    + Credentials.KEY_VARIABLE + " and " + Credentials.SECRET_VARIABLE + " instead");
        }
        if (!OWNERS.containsAll(permissions)) {
            throw new CredentialsException(file + ": mode " + PosixFilePermissions.toString(permissions)
                    + " lets others than its owner in; run: chmod 600 " + file);
        }
    }

    private static PrivateKey privateKey(final byte[] pem, final Path file) {
        final byte[] der = decoded(pem, file);
        try {
            return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (final GeneralSecurityException e) {
            throw new CredentialsException(file + ": not an Ed25519 key in PKCS#8");
        } finally {
            Arrays.fill(der, (byte) 0);
        }
    }

    private static byte[] decoded(final byte[] pem, final Path file) {
        final int begin = indexOf(pem, BEGIN, 0);
        final int end = begin < 0 ? -1 : indexOf(pem, END, begin);
        if (end < 0) {
            throw new CredentialsException(
                    file + ": expected an unencrypted PEM file that begins with -----BEGIN PRIVATE KEY-----");
        }
        final byte[] body = Arrays.copyOfRange(pem, begin + BEGIN.length, end);
        try {
            return Base64.getMimeDecoder().decode(body);
        } catch (final IllegalArgumentException e) {
            throw new CredentialsException(file + ": the key isn't base 64");
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    private static int indexOf(final byte[] text, final byte[] word, final int from) {
        for (int i = from; i <= text.length - word.length; i++) {
            if (Arrays.equals(text, i, i + word.length, word, 0, word.length)) {
                return i;
            }
        }
        return -1;
    }

    private static int separator(final byte[] text) {
        for (int i = 0; i < text.length; i++) {
            if (text[i] == ':' || text[i] == '=') {
                return i;
            }
        }
        return -1;
    }

    private static byte[] trimmed(final byte[] text, final int from, final int to) {
        int start = from;
        int end = to;
        while (start < end && text[start] <= ' ' && text[start] >= 0) {
            start++;
        }
        while (end > start && text[end - 1] <= ' ' && text[end - 1] >= 0) {
            end--;
        }
        return Arrays.copyOfRange(text, start, end);
    }

    private static byte[] unquoted(final byte[] value) {
        final boolean quoted =
                value.length >= 2 && (value[0] == '"' || value[0] == '\'') && value[value.length - 1] == value[0];
        return quoted ? Arrays.copyOfRange(value, 1, value.length - 1) : value;
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
