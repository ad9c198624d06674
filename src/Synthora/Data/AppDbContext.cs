using Microsoft.EntityFrameworkCore;
using Synthora.Features;
using Synthora.Features.Accounts;
using Synthora.Features.Accounts.Links;
using Synthora.Features.Accounts.Tokens;
using Synthora.Features.Audit;
using Synthora.Features.Branding;
using Synthora.Features.Costs;
using Synthora.Features.Integrations;
using Synthora.Features.Library;
using Synthora.Features.Library.Sharing;
using Synthora.Features.Library.Uploads;
using Synthora.Features.LlmCache;
using Synthora.Features.Mail;
using Synthora.Features.Notifications;
using Synthora.Features.OwnData.Exporting;
using Synthora.Features.OwnData.Importing;
using Synthora.Features.Quotas;
using Synthora.Features.RequestLog;
using Synthora.Features.Settings;
using Synthora.Features.Templates;
using Synthora.Features.Videos;
using Synthora.Features.Videos.Crew;
using Synthora.Features.Videos.Editing;
using Synthora.Features.Videos.Generation;
using Synthora.Features.Videos.Renditions;
using Synthora.Jobs;
using Synthora.Rendering.Probing;

namespace Synthora.Data;

/// <summary>
/// The product's tables as one caller may see them. Opened by <see cref="Database"/> only; a context that was given no
/// owner sees no owned row at all.
/// </summary>
public sealed class AppDbContext(DbContextOptions<AppDbContext> options) : DbContext(options)
{
    /// <summary>Whose rows are visible.</summary>
    internal Guid OwnerId { get; init; }

    /// <summary>For work on behalf of no one user, such as the job engine and sign-in.</summary>
    internal bool SeesEverything { get; init; }

    public DbSet<User> Users => Set<User>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<RefreshToken> RefreshTokens => Set<RefreshToken>();
    public DbSet<SignInFailure> SignInFailures => Set<SignInFailure>();
    public DbSet<Video> Videos => Set<Video>();
    public DbSet<VideoStep> VideoSteps => Set<VideoStep>();
    public DbSet<VideoDraft> VideoDrafts => Set<VideoDraft>();
    public DbSet<DraftStep> DraftSteps => Set<DraftStep>();
    public DbSet<DraftFile> DraftFiles => Set<DraftFile>();
    public DbSet<VideoVersion> VideoVersions => Set<VideoVersion>();
    public DbSet<VideoRendition> VideoRenditions => Set<VideoRendition>();
    public DbSet<Template> Templates => Set<Template>();
    public DbSet<Job> Jobs => Set<Job>();
    public DbSet<WorkerNode> Workers => Set<WorkerNode>();
    public DbSet<Integration> Integrations => Set<Integration>();
    public DbSet<ProviderTrouble> ProviderTroubles => Set<ProviderTrouble>();
    public DbSet<GenerationDefaults> GenerationDefaults => Set<GenerationDefaults>();
    public DbSet<ProviderRequest> ProviderRequests => Set<ProviderRequest>();
    public DbSet<Spending> Spendings => Set<Spending>();
    public DbSet<SpendingMonth> SpendingMonths => Set<SpendingMonth>();
    public DbSet<CachedAnswer> CachedAnswers => Set<CachedAnswer>();
    public DbSet<ProviderPriceRow> ProviderPrices => Set<ProviderPriceRow>();
    public DbSet<ProviderOrder> ProviderOrders => Set<ProviderOrder>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<Media> Media => Set<Media>();
    public DbSet<MediaFolder> MediaFolders => Set<MediaFolder>();
    public DbSet<MediaCollection> MediaCollections => Set<MediaCollection>();
    public DbSet<MediaCollectionItem> MediaCollectionItems => Set<MediaCollectionItem>();
    public DbSet<MediaUse> MediaUses => Set<MediaUse>();
    public DbSet<MediaShare> MediaShares => Set<MediaShare>();
    public DbSet<MediaUpload> MediaUploads => Set<MediaUpload>();
    public DbSet<MailedLink> MailedLinks => Set<MailedLink>();
    public DbSet<PersonalToken> PersonalTokens => Set<PersonalToken>();
    public DbSet<QueuedLetter> QueuedLetters => Set<QueuedLetter>();
    public DbSet<LimitOverride> LimitOverrides => Set<LimitOverride>();
    public DbSet<UsageDay> UsageDays => Set<UsageDay>();
    public DbSet<AppSetting> AppSettings => Set<AppSetting>();
    public DbSet<BrandAsset> BrandAssets => Set<BrandAsset>();
    public DbSet<Notification> Notifications => Set<Notification>();
    public DbSet<NotificationPreference> NotificationPreferences => Set<NotificationPreference>();
    public DbSet<DataExport> DataExports => Set<DataExport>();
    public DbSet<DataImport> DataImports => Set<DataImport>();
    public DbSet<NotificationDigest> NotificationDigests => Set<NotificationDigest>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        Enums<Role>();
        Enums<SessionKind>();
        Enums<VideoStatus>();
        Enums<VideoOrigin>();
        Enums<VersionState>();
        Enums<RenditionState>();
        Enums<TemplateCategory>();
        Enums<StepStatus>();
        Enums<SourceKind>();
        Enums<GenerationStep>();
        Enums<JobStatus>();
        Enums<ValidationStatus>();
        Enums<ProviderRoute>();
        Enums<SpendingState>();
        Enums<Payer>();
        Enums<CacheScope>();
        Enums<MediaKind>();
        Enums<MediaStatus>();
        Enums<MediaOrigin>();
        Enums<Orientation>();
        Enums<OrderState>();
        Enums<LinkPurpose>();
        Enums<TokenScope>();
        Enums<NotificationType>();
        Enums<BrandAssetType>();
        Enums<MailChoice>();
        Enums<ExportState>();
        Enums<ImportState>();

        void Enums<T>() where T : struct, Enum => configurationBuilder.Properties<T>().HaveConversion<EnumTextConverter<T>>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        AccountsMapping.Map(modelBuilder);
        VideoMapping.Map(modelBuilder);
        EditingMapping.Map(modelBuilder);
        RenditionMapping.Map(modelBuilder);
        TemplatesMapping.Map(modelBuilder);
        JobMapping.Map(modelBuilder);
        IntegrationsMapping.Map(modelBuilder);
        SettingsMapping.Map(modelBuilder);
        RequestLogMapping.Map(modelBuilder);
        CostsMapping.Map(modelBuilder);
        LlmCacheMapping.Map(modelBuilder);
        ProviderOrder.Map(modelBuilder);
        AuditMapping.Map(modelBuilder);
        LibraryMapping.Map(modelBuilder);
        MailMapping.Map(modelBuilder);
        QuotasMapping.Map(modelBuilder);
        NotificationsMapping.Map(modelBuilder);
        BrandingMapping.Map(modelBuilder);
        ExportMapping.Map(modelBuilder);
        ImportMapping.Map(modelBuilder);

        modelBuilder.Entity<User>().HasQueryFilter(user => SeesEverything || user.Id == OwnerId);
        modelBuilder.Entity<Session>().HasQueryFilter(session => SeesEverything || session.UserId == OwnerId);
        modelBuilder.Entity<RefreshToken>().HasQueryFilter(_ => SeesEverything);
        modelBuilder.Entity<SignInFailure>().HasQueryFilter(_ => SeesEverything);
        modelBuilder.Entity<Video>().HasQueryFilter(video => SeesEverything || (video.UserId == OwnerId && video.DeletedAt == null));
        modelBuilder.Entity<VideoStep>().HasQueryFilter(step => SeesEverything || step.UserId == OwnerId);
        modelBuilder.Entity<VideoDraft>().HasQueryFilter(draft => SeesEverything || draft.UserId == OwnerId);
        modelBuilder.Entity<DraftStep>().HasQueryFilter(step => SeesEverything || step.UserId == OwnerId);
        modelBuilder.Entity<VideoVersion>().HasQueryFilter(version => SeesEverything || version.UserId == OwnerId);
        modelBuilder.Entity<VideoRendition>().HasQueryFilter(rendition => SeesEverything || rendition.UserId == OwnerId);
        modelBuilder.Entity<Template>().HasQueryFilter(template => SeesEverything || (OwnerId != Guid.Empty && (template.OwnerId == OwnerId || template.OwnerId == null || template.IsPublic)));
        modelBuilder.Entity<Job>().HasQueryFilter(job => SeesEverything || job.UserId == OwnerId);
        modelBuilder.Entity<WorkerNode>().HasQueryFilter(_ => SeesEverything);
        modelBuilder.Entity<Integration>().HasQueryFilter(integration => SeesEverything || integration.UserId == OwnerId);
        modelBuilder.Entity<ProviderTrouble>().HasQueryFilter(trouble => SeesEverything || trouble.UserId == OwnerId);
        modelBuilder.Entity<GenerationDefaults>().HasQueryFilter(defaults => SeesEverything || defaults.UserId == OwnerId);
        modelBuilder.Entity<ProviderRequest>().HasQueryFilter(_ => SeesEverything);
        modelBuilder.Entity<Spending>().HasQueryFilter(spending => SeesEverything || spending.UserId == OwnerId);
        modelBuilder.Entity<SpendingMonth>().HasQueryFilter(month => SeesEverything || (month.UserId == OwnerId && month.UserId != Guid.Empty));
        modelBuilder.Entity<CachedAnswer>().HasQueryFilter(answer => SeesEverything || (OwnerId != Guid.Empty && (answer.UserId == OwnerId || answer.Scope == CacheScope.Shared)));
        modelBuilder.Entity<ProviderPriceRow>().HasQueryFilter(_ => SeesEverything);
        modelBuilder.Entity<ProviderOrder>().HasQueryFilter(order => SeesEverything || order.UserId == OwnerId);
        modelBuilder.Entity<AuditEntry>().HasQueryFilter(_ => SeesEverything);
        modelBuilder.Entity<Media>().HasQueryFilter(media => SeesEverything || media.UserId == OwnerId);
        modelBuilder.Entity<MediaFolder>().HasQueryFilter(folder => SeesEverything || folder.UserId == OwnerId);
        modelBuilder.Entity<MediaCollection>().HasQueryFilter(collection => SeesEverything || collection.UserId == OwnerId);
        modelBuilder.Entity<MediaCollectionItem>().HasQueryFilter(item => SeesEverything || item.UserId == OwnerId);
        modelBuilder.Entity<MediaUse>().HasQueryFilter(use => SeesEverything || use.UserId == OwnerId);
        modelBuilder.Entity<MediaShare>().HasQueryFilter(share => SeesEverything || share.UserId == OwnerId);
        modelBuilder.Entity<MediaUpload>().HasQueryFilter(upload => SeesEverything || upload.UserId == OwnerId);
        modelBuilder.Entity<MailedLink>().HasQueryFilter(_ => SeesEverything);
        modelBuilder.Entity<PersonalToken>().HasQueryFilter(token => SeesEverything || token.UserId == OwnerId);
        modelBuilder.Entity<QueuedLetter>().HasQueryFilter(_ => SeesEverything);
        modelBuilder.Entity<LimitOverride>().HasQueryFilter(limits => SeesEverything || limits.UserId == OwnerId);
        modelBuilder.Entity<UsageDay>().HasQueryFilter(day => SeesEverything || day.UserId == OwnerId);
        modelBuilder.Entity<AppSetting>().HasQueryFilter(_ => SeesEverything);
        modelBuilder.Entity<BrandAsset>().HasQueryFilter(asset => SeesEverything || asset.UserId == OwnerId);
        modelBuilder.Entity<Notification>().HasQueryFilter(notification => SeesEverything || notification.UserId == OwnerId);
        modelBuilder.Entity<NotificationPreference>().HasQueryFilter(preference => SeesEverything || preference.UserId == OwnerId);
        modelBuilder.Entity<NotificationDigest>().HasQueryFilter(digest => SeesEverything || digest.UserId == OwnerId);
        modelBuilder.Entity<DataExport>().HasQueryFilter(export => SeesEverything || export.UserId == OwnerId);
        modelBuilder.Entity<DataImport>().HasQueryFilter(import => SeesEverything || import.UserId == OwnerId);
        SnakeCase.Apply(modelBuilder);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (!SeesEverything) RefuseForeignRows();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    private void RefuseForeignRows()
    {
        foreach (var entry in ChangeTracker.Entries())
        {
            if (entry.State is EntityState.Unchanged or EntityState.Detached) continue;
            if (entry.Entity is IOwned owned && owned.UserId == OwnerId) continue;
            if (entry.Entity is User user && user.Id == OwnerId) continue;
            throw new InvalidOperationException($"A {entry.Metadata.ShortName()} of another owner was about to be written.");
        }
    }
}

/// <summary>A row that belongs to one user and does not exist for others.</summary>
public interface IOwned
{
    Guid UserId { get; }
}
