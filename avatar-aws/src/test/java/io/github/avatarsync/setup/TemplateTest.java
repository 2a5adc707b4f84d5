package io.github.avatarsync.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.cloudfront.model.KeyGroupConfig;
import software.amazon.awssdk.services.cloudfront.model.PublicKeyConfig;
import software.amazon.awssdk.services.s3.model.AbortIncompleteMultipartUpload;
import software.amazon.awssdk.services.s3.model.BucketLifecycleConfiguration;
import software.amazon.awssdk.services.s3.model.CORSConfiguration;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.LifecycleRuleFilter;
import tools.jackson.databind.json.JsonMapper;

/** That the template parses, holds together, and says what the files beside it say. */
class TemplateTest {
    private final Template template = Template.parse(SetupFiles.read("avatars.yaml"));

    private static Map<?, ?> json(String file) {
        return JsonMapper.shared().readValue(SetupFiles.read(file), Map.class);
    }

    @Test
    void theRoleHasExactlyThePublishedPolicy() {
        Object embedded = template.property("Role", "Policies", 0, "PolicyDocument");

        assertEquals(
                json("role-policy.json"),
                Template.resolved(embedded, Map.of("AWS::Partition", "aws", "BucketName", SetupFiles.BUCKET)));
        assertEquals(1, ((List<?>) template.property("Role", "Policies")).size());
    }

    @Test
    void onlySignedInUsersOfThisPoolTakeTheRole() {
        Map<?, ?> statement = (Map<?, ?>) template.property("Role", "AssumeRolePolicyDocument", "Statement", 0);

        assertEquals(
                Map.of(
                        "StringEquals", Map.of("cognito-identity.amazonaws.com:aud", Map.of("Ref", "IdentityPool")),
                        "ForAnyValue:StringLike", Map.of("cognito-identity.amazonaws.com:amr", "authenticated")),
                statement.get("Condition"));
        assertEquals(false, template.property("IdentityPool", "AllowUnauthenticatedIdentities"));
        assertEquals(
                Map.of("authenticated", Map.of("Fn::GetAtt", "Role.Arn")),
                template.property("RoleAttachment", "Roles"));
    }

    @Test
    void theBucketIsClosedEncryptedAndKept() {
        Map<?, ?> block = (Map<?, ?>) template.property("Bucket", "PublicAccessBlockConfiguration");
        assertEquals(4, block.size());
        assertEquals(Set.of(true), new HashSet<>(block.values()));
        assertEquals(
                "AES256",
                template.property(
                        "Bucket",
                        "BucketEncryption",
                        "ServerSideEncryptionConfiguration",
                        0,
                        "ServerSideEncryptionByDefault",
                        "SSEAlgorithm"));
        assertEquals("Retain", template.resource("Bucket").get("DeletionPolicy"));
    }

    @Test
    void corsIsThatOfTheFile() {
        assertEquals(
                renamed(
                        json("cors.json").get("CORSRules"),
                        Map.of("ExposeHeaders", "ExposedHeaders", "MaxAgeSeconds", "MaxAge")),
                template.property("Bucket", "CorsConfiguration", "CorsRules"));
    }

    @Test
    void theLifecycleIsThatOfTheFile() {
        List<?> rules = (List<?>) json("lifecycle.json").get("Rules");
        Map<Object, Object> rule = new LinkedHashMap<>((Map<?, ?>) rules.get(0));
        rule.putAll((Map<?, ?>) rule.remove("Filter"));

        assertEquals(
                renamed(List.of(rule), Map.of("ID", "Id")),
                template.property("Bucket", "LifecycleConfiguration", "Rules"));
    }

    @Test
    void theFilesForTheCommandLineHaveOnlyNamesS3Knows() {
        known(json("cors.json"), CORSConfiguration.builder().build());
        each(json("cors.json").get("CORSRules"), CORSRule.builder().build());
        known(json("lifecycle.json"), BucketLifecycleConfiguration.builder().build());
        each(json("lifecycle.json").get("Rules"), LifecycleRule.builder().build());
        for (Object rule : (List<?>) json("lifecycle.json").get("Rules")) {
            known(
                    (Map<?, ?>) ((Map<?, ?>) rule).get("Filter"),
                    LifecycleRuleFilter.builder().build());
            known(
                    (Map<?, ?>) ((Map<?, ?>) rule).get("AbortIncompleteMultipartUpload"),
                    AbortIncompleteMultipartUpload.builder().build());
        }
    }

    @Test
    void everythingThatIsNamedIsThere() {
        Set<String> named = new HashSet<>();
        List.of("Resources", "Conditions", "Outputs", "Rules")
                .forEach(part -> Template.names(template.section(part), named));
        named.removeIf(name -> name.startsWith("AWS::"));

        Set<Object> there = new HashSet<>(template.section("Resources").keySet());
        there.addAll(template.section("Parameters").keySet());
        assertTrue(there.containsAll(named), () -> named + " in " + there);
        assertTrue(named.containsAll(template.section("Parameters").keySet()), "every parameter is used");
    }

    @Test
    void theCdnIsMadeWholeOrNotAtAll() {
        List<?> optional = List.of("OriginAccess", "Distribution");
        assertEquals(
                Set.of("Cdn"),
                optional.stream()
                        .map(name -> template.resource((String) name).get("Condition"))
                        .collect(Collectors.toSet()));
        Map<?, ?> grant = (Map<?, ?>) template.property("BucketPolicy", "PolicyDocument", "Statement", 1);
        assertEquals("Cdn", ((List<?>) grant.get("Fn::If")).get(0));
    }

    @Test
    void theCdnTrustsTheKeyThatIsGivenAndNoOther() {
        Map<?, ?> trusted = (Map<?, ?>)
                template.property("Distribution", "DistributionConfig", "DefaultCacheBehavior", "TrustedKeyGroups");
        assertEquals(
                List.of("SignedCdn", List.of(Map.of("Ref", "CdnKeys")), Map.of("Ref", "AWS::NoValue")),
                trusted.get("Fn::If"));
        assertEquals(List.of(Map.of("Ref", "CdnKey")), template.property("CdnKeys", "KeyGroupConfig", "Items"));
        for (String name : List.of("CdnKey", "CdnKeys")) {
            assertEquals("SignedCdn", template.resource(name).get("Condition"));
        }
        known(
                (Map<?, ?>) template.property("CdnKey", "PublicKeyConfig"),
                PublicKeyConfig.builder().build());
        known(
                (Map<?, ?>) template.property("CdnKeys", "KeyGroupConfig"),
                KeyGroupConfig.builder().build());
    }

    @Test
    void theOutputsAreTheSettings() {
        Set<String> settings = template.section("Outputs").values().stream()
                .map(output -> (String) ((Map<?, ?>) output).get("Description"))
                .collect(Collectors.toSet());

        assertEquals(
                Set.of(
                        "AVATAR_CLOUD_BUCKET",
                        "AVATAR_CLOUD_REGION",
                        "AVATAR_CLOUD_CDN_DOMAIN",
                        "AVATAR_CLOUD_CDN_KEY_PAIR_ID",
                        "AVATAR_COGNITO_IDENTITY_POOL_ID",
                        "AVATAR_COGNITO_USER_POOL_ID",
                        "AVATAR_COGNITO_CLIENT_ID"),
                settings);
    }

    private static List<?> renamed(Object rules, Map<String, String> names) {
        return ((List<?>) rules)
                .stream()
                        .map(rule -> {
                            Map<Object, Object> result = new LinkedHashMap<>();
                            ((Map<?, ?>) rule)
                                    .forEach((name, value) ->
                                            result.put(names.getOrDefault(name, (String) name), value));
                            return result;
                        })
                        .collect(Collectors.toList());
    }

    private static void each(Object rules, SdkPojo form) {
        ((List<?>) rules).forEach(rule -> known((Map<?, ?>) rule, form));
    }

    private static void known(Map<?, ?> object, SdkPojo form) {
        Set<String> members =
                form.sdkFields().stream().map(SdkField::memberName).collect(Collectors.toSet());
        object.keySet().forEach(name -> assertTrue(members.contains(name), () -> name + " is none of " + members));
    }
}
