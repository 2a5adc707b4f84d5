package io.github.avatarsync.examples.server;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.Avatars;
import io.github.avatarsync.OwnerId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running server, and a client that speaks HTTP with it. */
final class Instance implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String BOUNDARY = "the-next-part";

    private final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String address;

    private Instance(ConfigurableApplicationContext context) {
        this.context = context;
        this.address = "http://127.0.0.1:"
                + ((ServletWebServerApplicationContext) context).getWebServer().getPort();
    }

    static Instance start(String... settings) {
        List<String> arguments = new ArrayList<>(List.of(settings));
        arguments.add("--server.port=0");
        arguments.add("--spring.main.banner-mode=off");
        arguments.add("--logging.level.root=" + System.getProperty("org.slf4j.simpleLogger.defaultLogLevel", "off"));
        return new Instance(
                new SpringApplicationBuilder(ServerApplication.class).run(arguments.toArray(String[]::new)));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    AvatarSync sync() {
        return bean(AvatarSync.class);
    }

    Avatars avatars(String user) {
        return sync().of(OwnerId.of(user));
    }

    Answer get(String user, String path) {
        return send(user, request(path).GET());
    }

    Answer anonymous(String path) {
        return send(request(path).GET());
    }

    Answer delete(String user, String path) {
        return send(user, request(path).DELETE());
    }

    /** Uploads by multipart. */
    Answer upload(String user, String name, byte[] bytes) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(bytes);
        body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(
                user,
                request("/avatars")
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    /** Uploads base64 or a {@code data:} URL. */
    Answer uploadText(String user, String data) {
        return send(
                user,
                request("/avatars")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                JSON.writeValueAsString(Map.of("data", data, "name", "face.png")))));
    }

    AvatarId uploaded(String user, byte[] picture) {
        return AvatarId.of(upload(user, "face.png", picture).json().get("id").asString());
    }

    /** A request without credentials, to anywhere. */
    Answer fetch(URI where) {
        return send(HttpRequest.newBuilder(where).GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path));
    }

    private Answer send(String user, HttpRequest.Builder request) {
        String password = user + ":" + user + "-secret";
        return send(request.header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(password.getBytes(StandardCharsets.UTF_8))));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }

    /** What came back. */
    record Answer(HttpResponse<byte[]> response) {
        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        byte[] body() {
            return response.body();
        }

        JsonNode json() {
            return JSON.readTree(response.body());
        }

        String text(String field) {
            return json().path(field).asString("");
        }

        @Override
        public String toString() {
            return status() + " " + new String(body(), StandardCharsets.UTF_8);
        }
    }
}
