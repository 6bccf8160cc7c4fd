package io.healthmon.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;

/**
 * Writes the classes of {@code io.healthmon.jdbc.generated} from a real PostgreSQL that the migrations have made. Run after
 * adding a migration: {@code mvn -Pgenerate -pl healthmon-jdbc -am process-test-classes}.
 */
final class GenerateTables {

    private GenerateTables() {}

    public static void main(String[] arguments) throws Exception {
        into(Path.of(arguments[0]));
        System.exit(0); // the generator leaves threads behind, and exec:java waits for them
    }

    static void into(Path folder) throws Exception {
        PostgresServer.Database database = PostgresServer.NEWEST.newDatabase();
        try (HikariDataSource pool = database.pool()) {
            new SchemaMigration(
                            pool,
                            Optional.empty(),
                            () -> AdoptionWindow.of(Instant.EPOCH, Duration.ZERO, Duration.ZERO))
                    .run();
        }
        GenerationTool.generate(new Configuration()
                .withLogging(Logging.WARN)
                .withJdbc(new Jdbc()
                        .withUrl(database.url())
                        .withUser(PostgresServer.OWNER)
                        .withPassword("secret"))
                .withGenerator(new Generator()
                        .withDatabase(new Database()
                                .withInputSchema("public")
                                .withIncludes("service_health_.*|healthmon_.*")
                                .withIncludeSystemSequences(true)
                                .withExcludes("service_health_checks_p\\d{8}.*|healthmon_schema_history.*")
                                .withForcedTypes(new ForcedType()
                                        .withName("INSTANT")
                                        .withIncludeTypes("(?i)timestamp with time zone|timestamptz")))
                        .withGenerate(new Generate()
                                .withJavadoc(false)
                                .withComments(false)
                                .withGeneratedAnnotation(false)
                                .withGlobalCatalogReferences(false))
                        .withTarget(new Target()
                                .withPackageName("io.healthmon.jdbc.generated")
                                .withDirectory(folder.toString()))));
    }
}
