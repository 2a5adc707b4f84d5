package io.github.avatarsync.aws;

import static io.github.avatarsync.aws.Clinic.assertNames;
import static io.github.avatarsync.aws.Clinic.assertOk;
import static io.github.avatarsync.aws.Clinic.assertSkipped;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.aws.DoctorReport.Check;
import io.github.avatarsync.localaws.LocalAws;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policies with too few rights and with too many. */
class AvatarDoctorRightsTest {
    private static final String OWN = "arn:aws:s3:::local-avatars/avatars/${cognito-identity.amazonaws.com:sub}/*";

    private static String statement(String actions, String resource) {
        return "{\"Effect\": \"Allow\", \"Action\": [" + actions + "], \"Resource\": \"" + resource + "\"}";
    }

    private static LocalAws aws(String... statements) {
        return LocalAws.builder()
                .rolePolicy("{\"Version\": \"2012-10-17\", \"Statement\": [" + String.join(",", statements) + "]}")
                .start();
    }

    @Test
    void missingPut() {
        try (LocalAws aws = aws(statement("'s3:GetObject','s3:DeleteObject'".replace('\'', '"'), OWN))) {
            DoctorReport report = new Clinic(aws).examine();

            assertNames(
                    report,
                    Check.PUT,
                    "allow s3:PutObject on arn:aws:s3:::local-avatars/avatars/" + aws.identityOf("anna") + "/*");
            assertSkipped(report, Check.GET, Check.CDN, Check.DELETE);
            assertOk(report, Check.FOREIGN_FOLDER);
        }
    }

    @Test
    void missingGet() {
        try (LocalAws aws = aws(statement("'s3:PutObject','s3:DeleteObject'".replace('\'', '"'), OWN))) {
            DoctorReport report = new Clinic(aws).examine();

            assertNames(report, Check.GET, "s3:GetObject");
            assertEquals(0, aws.objects().size());
        }
    }

    @Test
    void missingDelete() {
        try (LocalAws aws = aws(statement("'s3:PutObject','s3:GetObject'".replace('\'', '"'), OWN))) {
            DoctorReport report = new Clinic(aws).examine();

            assertNames(report, Check.DELETE, "s3:DeleteObject");
            String left = aws.objects().firstKey();
            assertTrue(report.finding(Check.DELETE).toString().contains(left), report.toString());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "arn:aws:s3:::local-avatars/avatars/*; write into the folder of another identity",
                "arn:aws:s3:::local-avatars/*; read in the folder of another identity",
                "arn:aws:s3:::local-avatars/avatars/*; delete in the folder of another identity",
                "arn:aws:s3:::local-avatars/avatars/${cognito-identity.amazonaws.com:sub}*; only begins like the own"
            })
    void policyTooWide(String resource, String words) {
        try (LocalAws aws = aws(statement("\"s3:*\"", resource))) {
            DoctorReport report = new Clinic(aws).examine();

            assertNames(report, Check.FOREIGN_FOLDER, words);
            assertOk(report, Check.PUT, Check.GET, Check.DELETE);
            assertEquals(Set.of(), aws.objects().keySet(), "what could be written there is gone again");
        }
    }

    @Test
    void foreignFoldersToReadForWhoMayList() {
        String policy = statement("\"s3:*\"", OWN) + "," + statement("\"s3:GetObject\"", "arn:aws:s3:::local-avatars/*")
                + "," + statement("\"s3:ListBucket\"", "arn:aws:s3:::local-avatars");
        try (LocalAws aws = aws(policy)) {
            DoctorReport report = new Clinic(aws).examine();

            assertNames(report, Check.FOREIGN_FOLDER, "read in the folder of another identity");
            assertTrue(report.finding(Check.FOREIGN_FOLDER).seen().contains("list the bucket"));
        }
    }
}
