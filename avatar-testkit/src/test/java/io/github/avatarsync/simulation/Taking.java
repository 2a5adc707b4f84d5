package io.github.avatarsync.simulation;

import io.github.avatarsync.AvatarStore;
import io.github.avatarsync.CloudStorage;
import io.github.avatarsync.CredentialsSource;
import io.github.avatarsync.KeyLayout;
import io.github.avatarsync.MediaStore;
import io.github.avatarsync.sync.Engine;
import io.github.avatarsync.sync.EngineParts;
import io.github.avatarsync.sync.EngineWithout;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** A sabotage that changes one collaborator. */
final class Taking implements Sabotage {
    private BiFunction<AvatarStore, HostProcess, AvatarStore> store = (honest, process) -> honest;
    private BiFunction<MediaStore, HostProcess, MediaStore> media = (honest, process) -> honest;
    private BiFunction<CloudStorage, HostProcess, CloudStorage> cloud = (honest, process) -> honest;
    private BiFunction<CredentialsSource, HostProcess, CredentialsSource> credentials = (honest, process) -> honest;
    private KeyLayout keys = KeyLayout.standard();
    private UnaryOperator<RandomGenerator> random = UnaryOperator.identity();
    private Function<EngineParts, Optional<Engine>> engine = parts -> Optional.empty();
    private final Set<BucketFlaw> flaws = EnumSet.noneOf(BucketFlaw.class);
    private int poison = -1;
    private boolean plans;
    private boolean harmless;

    private Taking() {}

    static Taking store(BiFunction<AvatarStore, HostProcess, AvatarStore> change) {
        Taking taking = new Taking();
        taking.store = change;
        return taking;
    }

    static Taking media(BiFunction<MediaStore, HostProcess, MediaStore> change) {
        Taking taking = new Taking();
        taking.media = change;
        return taking;
    }

    static Taking cloud(BiFunction<CloudStorage, HostProcess, CloudStorage> change) {
        Taking taking = new Taking();
        taking.cloud = change;
        return taking;
    }

    static Taking credentials(BiFunction<CredentialsSource, HostProcess, CredentialsSource> change) {
        Taking taking = new Taking();
        taking.credentials = change;
        return taking;
    }

    static Taking keys(KeyLayout layout) {
        Taking taking = new Taking();
        taking.keys = layout;
        return taking;
    }

    static Taking random(UnaryOperator<RandomGenerator> change) {
        Taking taking = new Taking();
        taking.random = change;
        return taking;
    }

    /** Local files stay in the way: else the put of a deleted avatar would find none, and fail for that reason. */
    static Taking planner(Function<EngineParts, Engine> change) {
        Taking taking = media(SabotagedMedia::keepsFiles);
        taking.plans = true;
        taking.engine = parts -> Optional.of(change.apply(parts));
        return taking;
    }

    static Taking fromTheBucket(BucketFlaw flaw) {
        return new Taking().andFromTheBucket(flaw);
    }

    Taking andFromTheBucket(BucketFlaw flaw) {
        flaws.add(flaw);
        return this;
    }

    /** In a world in which one picture kills whoever sends it. */
    Taking where(int picture) {
        poison = picture;
        return this;
    }

    /** The documentation says that nothing is lost without it. */
    Taking harmlessly() {
        harmless = true;
        return this;
    }

    boolean harmless() {
        return harmless;
    }

    /** The same circumstances with nothing taken away. */
    Sabotage control() {
        Taking control = plans ? planner(EngineWithout::nothing) : new Taking();
        control.poison = poison;
        return control;
    }

    @Override
    public AvatarStore store(AvatarStore honest, HostProcess process) {
        return store.apply(honest, process);
    }

    @Override
    public MediaStore media(MediaStore honest, HostProcess process) {
        return media.apply(honest, process);
    }

    @Override
    public CloudStorage cloud(CloudStorage honest, HostProcess process) {
        return cloud.apply(honest, process);
    }

    @Override
    public CredentialsSource credentials(CredentialsSource honest, HostProcess process) {
        return credentials.apply(honest, process);
    }

    @Override
    public KeyLayout keys() {
        return keys;
    }

    @Override
    public RandomGenerator random(RandomGenerator honest) {
        return random.apply(honest);
    }

    @Override
    public Set<BucketFlaw> flaws() {
        return flaws;
    }

    @Override
    public boolean poisonous(int picture) {
        return picture == poison;
    }

    @Override
    public Optional<Engine> engine(EngineParts parts) {
        return engine.apply(parts);
    }
}
