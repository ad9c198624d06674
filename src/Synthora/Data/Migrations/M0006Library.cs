using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Synthora.Data.Migrations;

/// <summary>The media library: what was uploaded and made, in folders and collections, with its shares.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("00000000000006_Library")]
public sealed class M0006Library : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create table media_folders (
            id uuid not null,
            user_id uuid not null,
            parent_id uuid,
            name text not null,
            depth integer not null,
            created_at timestamptz not null,
            constraint pk_media_folders primary key (id),
            constraint fk_media_folders_users_user_id foreign key (user_id) references users (id) on delete cascade,
            constraint fk_media_folders_media_folders_parent_id foreign key (parent_id) references media_folders (id) on delete restrict
        );

        create table media_collections (
            id uuid not null,
            user_id uuid not null,
            name text not null,
            description text,
            created_at timestamptz not null,
            constraint pk_media_collections primary key (id),
            constraint fk_media_collections_users_user_id foreign key (user_id) references users (id) on delete cascade
        );

        create table media_uploads (
            id uuid not null,
            user_id uuid not null,
            file_name text not null,
            title text not null,
            folder_id uuid,
            tags text[] not null,
            size bigint not null,
            received bigint not null,
            metadata text,
            created_at timestamptz not null,
            expires_at timestamptz not null,
            completed_at timestamptz,
            constraint pk_media_uploads primary key (id),
            constraint fk_media_uploads_users_user_id foreign key (user_id) references users (id) on delete cascade
        );

        create table media (
            id uuid not null,
            user_id uuid not null,
            origin text not null,
            kind text not null,
            status text not null,
            title text not null,
            title_key text not null,
            description text,
            file_name text not null,
            content_type text not null,
            extension text not null,
            size bigint not null,
            hash text,
            duplicate_of uuid,
            files text not null,
            tags text[] not null,
            folder_id uuid,
            is_favorite boolean not null,
            archived_at timestamptz,
            deleted_at timestamptz,
            width integer,
            height integer,
            orientation text,
            duration_s double precision not null,
            fps double precision,
            format text,
            video_codec text,
            audio_codec text,
            waveform bytea,
            has_poster boolean not null,
            has_copy boolean not null,
            error_message text,
            error_remedy text,
            video_id uuid,
            created_at timestamptz not null,
            updated_at timestamptz not null,
            viewed_at timestamptz,
            search_text text not null,
            search_vector tsvector generated always as (to_tsvector('simple', search_text)) stored not null,
            constraint pk_media primary key (id),
            constraint fk_media_users_user_id foreign key (user_id) references users (id) on delete cascade,
            constraint fk_media_media_folders_folder_id foreign key (folder_id) references media_folders (id) on delete set null,
            constraint fk_media_videos_video_id foreign key (video_id) references videos (id) on delete cascade
        );

        create table media_collection_items (
            collection_id uuid not null,
            media_id uuid not null,
            user_id uuid not null,
            added_at timestamptz not null,
            constraint pk_media_collection_items primary key (collection_id, media_id),
            constraint fk_media_collection_items_media_collections_collection_id foreign key (collection_id) references media_collections (id) on delete cascade,
            constraint fk_media_collection_items_media_media_id foreign key (media_id) references media (id) on delete cascade
        );

        create table media_uses (
            media_id uuid not null,
            video_id uuid not null,
            user_id uuid not null,
            at timestamptz not null,
            constraint pk_media_uses primary key (media_id, video_id),
            constraint fk_media_uses_media_media_id foreign key (media_id) references media (id) on delete cascade,
            constraint fk_media_uses_videos_video_id foreign key (video_id) references videos (id) on delete cascade
        );

        create table media_shares (
            id uuid not null,
            user_id uuid not null,
            media_id uuid not null,
            token_hash bytea not null,
            password_hash text,
            allows_download boolean not null,
            expires_at timestamptz,
            revoked_at timestamptz,
            views integer not null,
            created_at timestamptz not null,
            constraint pk_media_shares primary key (id),
            constraint fk_media_shares_media_media_id foreign key (media_id) references media (id) on delete cascade
        );

        create index ix_media_search_vector on media using gin (search_vector);
        create index ix_media_tags on media using gin (tags);
        create index ix_media_user_id_created_at_id on media (user_id, created_at, id);
        create index ix_media_user_id_title_key_id on media (user_id, title_key, id);
        create index ix_media_user_id_size_id on media (user_id, size, id);
        create index ix_media_user_id_duration_s_id on media (user_id, duration_s, id);
        create index ix_media_user_id_viewed_at_id on media (user_id, viewed_at, id);
        create index ix_media_folder_id_created_at_id on media (folder_id, created_at, id);
        create index ix_media_user_id_hash on media (user_id, hash);
        create index ix_media_favorites on media (user_id, created_at) where is_favorite;
        create index ix_media_deleted_at on media (deleted_at) where deleted_at is not null;
        create index ix_media_video_id on media (video_id);
        create unique index ux_media_folders_name on media_folders (user_id, parent_id, name) nulls not distinct;
        create index ix_media_folders_parent_id on media_folders (parent_id);
        create unique index ux_media_collections_name on media_collections (user_id, name);
        create index ix_media_collection_items_media_id on media_collection_items (media_id);
        create index ix_media_uses_video_id on media_uses (video_id);
        create unique index ux_media_shares_token_hash on media_shares (token_hash);
        create index ix_media_shares_media_id on media_shares (media_id);
        create index ix_media_uploads_user_id on media_uploads (user_id);
        create index ix_media_uploads_expires_at on media_uploads (expires_at);

        insert into media (id, user_id, origin, kind, status, title, title_key, file_name, content_type, extension, size, files, tags, is_favorite, width, height, orientation,
            duration_s, format, has_poster, has_copy, video_id, created_at, updated_at, search_text)
        select id, user_id, 'generated', 'video', 'ready', title, lower(left(title, 80)), 'video.mp4', 'video/mp4', 'mp4', coalesce(file_size, 0), files, '{}', false, width, height,
            case when width = height then 'square' when width > height then 'landscape' else 'portrait' end,
            coalesce(duration_s, 0), 'mov', true, false, id, coalesce(completed_at, created_at), updated_at, lower(title)
        from videos where status = 'completed' and files is not null;
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        "drop table media_shares, media_uses, media_collection_items, media, media_uploads, media_collections, media_folders");
}
