using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Synthora.Data.Migrations;

/// <summary>What users are told, where they want to be told it, and the summaries they were sent.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("00000000000008_Notifications")]
public sealed class M0008Notifications : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create table notifications (
            id uuid not null,
            user_id uuid not null,
            type text not null,
            event_key text not null,
            title text not null,
            message text not null,
            link text,
            data text,
            in_app boolean not null,
            read_at timestamptz,
            dismissed_at timestamptz,
            mail text not null,
            mailed_at timestamptz,
            created_at timestamptz not null,
            constraint pk_notifications primary key (id),
            constraint fk_notifications_users_user_id foreign key (user_id) references users (id) on delete cascade
        );

        create table notification_preferences (
            user_id uuid not null,
            type text not null,
            in_app boolean not null,
            mail text not null,
            updated_at timestamptz not null,
            constraint pk_notification_preferences primary key (user_id, type),
            constraint fk_notification_preferences_users_user_id foreign key (user_id) references users (id) on delete cascade
        );

        create table notification_digests (
            user_id uuid not null,
            day date not null,
            sent_at timestamptz not null,
            constraint pk_notification_digests primary key (user_id, day),
            constraint fk_notification_digests_users_user_id foreign key (user_id) references users (id) on delete cascade
        );

        create unique index ux_notifications_event on notifications (user_id, event_key);

        create index ix_notifications_user_id_created_at_id on notifications (user_id, created_at, id);

        create index ix_notifications_unread on notifications (user_id, type) where in_app and read_at is null and dismissed_at is null;

        create index ix_notifications_mail on notifications (mail, created_at) where mail <> 'off';

        create index ix_notifications_created_at on notifications (created_at);
        """);

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("drop table notification_digests, notification_preferences, notifications");
}
