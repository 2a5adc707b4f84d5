package io.github.avatarsync.testkit.sabotage;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands the sabotage that was chosen for this run to the constructor of a contract; null for an honest run. */
final class ChosenSabotage implements ParameterResolver {
    /** The JUnit configuration parameter that says which one, by its place in {@link #ALL}. */
    static final String PARAMETER = "sabotage";

    static final List<Sabotage> ALL = Stream.<Sabotage[]>of(
                    WriteSabotage.values(),
                    ReadSabotage.values(),
                    MediaSabotage.values(),
                    CloudSabotage.values(),
                    PartSabotage.values(),
                    ListSabotage.values(),
                    CredentialsSabotage.values())
            .flatMap(Stream::of)
            .toList();

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Sabotage.class.isAssignableFrom(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getConfigurationParameter(PARAMETER)
                .map(place -> ALL.get(Integer.parseInt(place)))
                .orElse(null);
    }
}
