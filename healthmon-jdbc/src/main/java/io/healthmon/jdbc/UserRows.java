package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_USER;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lower;

import io.healthmon.access.ExternalIdentity;
import io.healthmon.access.Role;
import io.healthmon.access.SealedSecret;
import io.healthmon.access.User;
import io.healthmon.jdbc.generated.tables.HealthmonUser;
import io.healthmon.jdbc.generated.tables.records.HealthmonUserRecord;
import io.healthmon.target.Secret;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** The users that are kept. */
final class UserRows {

    private static final HealthmonUser ROWS = HEALTHMON_USER;

    /** As the unique index has it. */
    private static final Field<String> KEY = lower(ROWS.NAME.collate("C"));

    private UserRows() {}

    static List<User> all(DSLContext context) {
        return context.selectFrom(ROWS).orderBy(KEY).fetch(UserRows::user);
    }

    static Optional<User> of(DSLContext context, UUID id) {
        return first(context, ROWS.ID.eq(id));
    }

    static Optional<User> named(DSLContext context, String name) {
        return first(context, isNamed(name));
    }

    static Optional<User> knownAs(DSLContext context, ExternalIdentity identity) {
        return first(context, isKnownAs(identity));
    }

    private static Optional<User> first(DSLContext context, Condition which) {
        return context.selectFrom(ROWS).where(which).fetchOptional(UserRows::user);
    }

    private static Condition isNamed(String name) {
        return KEY.eq(name.toLowerCase(Locale.ROOT));
    }

    private static Condition isKnownAs(ExternalIdentity identity) {
        return ROWS.ISSUER.eq(identity.issuer()).and(ROWS.SUBJECT.eq(identity.subject()));
    }

    static int count(DSLContext context) {
        return context.fetchCount(ROWS);
    }

    /** False if id, name or identity are another's. */
    static boolean insert(DSLContext transaction, User user) {
        return transaction
                        .insertInto(ROWS)
                        .set(record(user))
                        .onConflictDoNothing()
                        .execute()
                > 0;
    }

    static void update(DSLContext transaction, User user) {
        transaction.update(ROWS).set(record(user)).where(ROWS.ID.eq(user.id())).execute();
    }

    static boolean delete(DSLContext transaction, UUID id) {
        return transaction.deleteFrom(ROWS).where(ROWS.ID.eq(id)).execute() > 0;
    }

    /** True if the name or the identity elsewhere is another's. */
    static boolean clashes(DSLContext transaction, User user) {
        Condition same = user.external()
                .map(identity -> isNamed(user.name()).or(isKnownAs(identity)))
                .orElseGet(() -> isNamed(user.name()));
        return transaction.fetchExists(ROWS, ROWS.ID.ne(user.id()).and(same));
    }

    /** See {@link User#isLocalAdmin}. */
    static boolean isLastLocalAdmin(DSLContext transaction, User user) {
        return user.isLocalAdmin()
                && !transaction.fetchExists(
                        ROWS,
                        ROWS.ID
                                .ne(user.id())
                                .and(ROWS.ROLE.eq(inline(Role.ADMIN.word())))
                                .and(ROWS.ENABLED)
                                .and(ROWS.PASSWORD.isNotNull()));
    }

    static boolean takeTotpStep(DSLContext context, UUID id, long step) {
        return context.update(ROWS)
                        .set(ROWS.TOTP_STEP, step)
                        .where(ROWS.ID.eq(id), ROWS.TOTP_STEP.lt(step))
                        .execute()
                > 0;
    }

    /** Keeps a user enabled, or else disabled, until the transaction ends; true if there is such a user and he is enabled. */
    static boolean holdEnabled(DSLContext transaction, UUID id) {
        return transaction
                .select(ROWS.ENABLED)
                .from(ROWS)
                .where(ROWS.ID.eq(id))
                .forShare()
                .fetchOptional(ROWS.ENABLED)
                .orElse(false);
    }

    private static HealthmonUserRecord record(User user) {
        HealthmonUserRecord row = new HealthmonUserRecord();
        row.set(ROWS.ID, user.id());
        row.set(ROWS.NAME, user.name());
        row.set(ROWS.ROLE, user.role().word());
        row.set(ROWS.PASSWORD, user.password().map(Secret::reveal).orElse(null));
        row.set(ROWS.TOTP_KEY, user.totp().map(SealedSecret::keyId).orElse(null));
        row.set(ROWS.TOTP_BOX, user.totp().map(SealedSecret::box).orElse(null));
        row.set(ROWS.TOTP_STEP, user.totpStep());
        row.set(ROWS.ISSUER, user.external().map(ExternalIdentity::issuer).orElse(null));
        row.set(ROWS.SUBJECT, user.external().map(ExternalIdentity::subject).orElse(null));
        row.set(ROWS.ENABLED, user.enabled());
        row.set(ROWS.CREATED_AT, user.createdAt());
        return row;
    }

    private static User user(HealthmonUserRecord row) {
        return new User(
                row.getId(),
                row.getName(),
                Role.ofWord(row.getRole()).orElse(Role.VIEWER),
                Optional.ofNullable(row.getPassword()).map(Secret::of),
                sealed(row.getTotpKey(), row.getTotpBox()),
                row.getTotpStep(),
                external(row.getIssuer(), row.getSubject()),
                row.getEnabled(),
                row.getCreatedAt());
    }

    private static Optional<SealedSecret> sealed(@Nullable String key, @Nullable String box) {
        return key == null || box == null ? Optional.empty() : Optional.of(new SealedSecret(key, box));
    }

    private static Optional<ExternalIdentity> external(@Nullable String issuer, @Nullable String subject) {
        return issuer == null || subject == null
                ? Optional.empty()
                : Optional.of(new ExternalIdentity(issuer, subject));
    }
}
