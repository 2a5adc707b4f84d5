package io.github.avatarsync.examples.server;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarNotFoundException;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.AvatarUrl;
import io.github.avatarsync.Avatars;
import io.github.avatarsync.BatchProgress;
import io.github.avatarsync.Blocked;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Page;
import io.github.avatarsync.Variant;
import io.github.avatarsync.VariantInfo;
import io.github.avatarsync.examples.server.AvatarView.Listing;
import io.github.avatarsync.examples.server.AvatarView.SyncStatus;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** The avatars of whoever is signed in. No address names an owner, so nobody can ask for somebody else's. */
@RestController
@RequestMapping("/avatars")
class AvatarController {
    private static final int LONGEST_PAGE = 100;

    private final AvatarSync sync;
    private final Profiles profiles;
    private final Addresses addresses;

    AvatarController(AvatarSync sync, Profiles profiles, Addresses addresses) {
        this.sync = sync;
        this.profiles = profiles;
        this.addresses = addresses;
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<AvatarView> upload(Principal user, @RequestParam MultipartFile file) throws IOException {
        AvatarSource source = AvatarSource.stream(file.getInputStream());
        String name = file.getOriginalFilename();
        return created(owner(user), name == null ? source : source.named(name).declared(name));
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<AvatarView> upload(Principal user, @RequestBody Base64Upload upload) {
        AvatarSource source = AvatarSource.base64(upload.data() == null ? "" : upload.data());
        return created(owner(user), upload.name() == null ? source : source.named(upload.name()));
    }

    /** A picture as front ends send it: base64 or a {@code data:} URL. */
    record Base64Upload(@Nullable String data, @Nullable String name) {}

    private ResponseEntity<AvatarView> created(OwnerId owner, AvatarSource source) {
        Avatar avatar = profiles.show(owner, source);
        return ResponseEntity.created(URI.create("/avatars/" + avatar.id())).body(AvatarView.of(avatar));
    }

    @GetMapping
    Listing list(
            Principal user,
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Page<Avatar> page = page(avatars(user), Math.min(Math.max(limit, 1), LONGEST_PAGE), cursor);
        return new Listing(
                page.items().stream().map(AvatarView::of).toList(), page.next().orElse(null));
    }

    private static Page<Avatar> page(Avatars avatars, int limit, @Nullable String cursor) {
        try {
            return avatars.list(limit, cursor);
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "cursor is not one of this listing's", e);
        }
    }

    @GetMapping("/{id}")
    AvatarView find(Principal user, @PathVariable AvatarId id) {
        return AvatarView.of(existing(user, id));
    }

    @GetMapping("/{id}/status")
    SyncStatus status(Principal user, @PathVariable AvatarId id) {
        Avatar avatar = existing(user, id);
        BatchProgress progress = avatars(user).progress(List.of(id));
        return new SyncStatus(
                avatar.state(),
                progress.sent(),
                progress.total(),
                avatar.blocked().map(Blocked::reason).orElse(null),
                avatar.blocked().map(Blocked::remedy).orElse(null));
    }

    @GetMapping("/{id}/{variant}")
    ResponseEntity<InputStreamResource> file(Principal user, @PathVariable AvatarId id, @PathVariable Variant variant) {
        Avatar avatar = existing(user, id);
        VariantInfo file = avatar.variant(variant)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "it has no " + variant));
        return addresses
                .of(avatar, file)
                .map(AvatarController::redirect)
                .orElseGet(() -> ResponseEntity.ok()
                        .contentType(MediaType.parseMediaType(file.contentType()))
                        .contentLength(file.size())
                        .body(new InputStreamResource(avatars(user).open(id, variant))));
    }

    private static ResponseEntity<InputStreamResource> redirect(AvatarUrl url) {
        return ResponseEntity.status(HttpStatus.FOUND).location(url.uri()).build();
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Principal user, @PathVariable AvatarId id) {
        existing(user, id);
        profiles.delete(owner(user), id);
    }

    private Avatar existing(Principal user, AvatarId id) {
        return avatars(user).find(id).orElseThrow(() -> new AvatarNotFoundException(owner(user), id));
    }

    private Avatars avatars(Principal user) {
        return sync.of(owner(user));
    }

    private static OwnerId owner(Principal user) {
        return OwnerId.of(user.getName());
    }
}
