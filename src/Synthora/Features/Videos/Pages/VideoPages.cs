using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Synthora.Data;
using Synthora.Features.Accounts;
using Synthora.Features.Branding;
using Synthora.Features.Costs;
using Synthora.Features.Integrations;
using Synthora.Features.Integrations.Pages;
using Synthora.Features.Library;
using Synthora.Features.Scripts;
using Synthora.Features.Templates;
using Synthora.Features.Videos.Crew;
using Synthora.Features.Videos.Editing.Pages;
using Synthora.Features.Videos.Generation;
using Synthora.Features.Videos.Pages.Create;
using Synthora.Features.Videos.Renditions;
using Synthora.Security;
using Synthora.Web;

namespace Synthora.Features.Videos.Pages;

/// <summary>Making, watching and having videos in the browser.</summary>
internal static class VideoPages
{
    private const int PageSize = 12;

    public static void MapVideoPages(this IEndpointRouteBuilder root)
    {
        var pages = root.MapGroup("").RequireAuthorization();
        pages.MapStoryboardPages();
        pages.MapGet("/create", (HttpContext http, ListTemplates templates, CancellationToken ct, string? template = null, string? topic = null, Guid[]? media = null, Guid? from = null) => from is { } earlier
            ? CreateAgainAsync(http, templates, earlier, ct)
            : CreatePageAsync(http, templates, new CreateForm { Template = template, Topic = topic, Media = media }, null, ct));
        pages.MapPost("/create", CreateAsync);
        pages.MapGet("/create/crew", PreviewAsync);
        pages.MapVoiceSamples();
        pages.MapPaletteSearch();
        pages.MapGet("/videos", ListAsync);
        pages.MapGet("/videos/{id:guid}", ShowAsync);
        pages.MapGet("/videos/{id:guid}/live", LiveAsync);
        // Where the buttons lead that open a dialog, when no script opens it.
        pages.MapGet("/videos/{id:guid}/cancel", (HttpContext http, Guid id, GetVideo get, IStringLocalizer<Text> texts, CancellationToken ct) =>
            ConfirmAsync(http, get, id, "cancel", "ban", texts, ct));
        pages.MapGet("/videos/{id:guid}/delete", (HttpContext http, Guid id, GetVideo get, IStringLocalizer<Text> texts, CancellationToken ct) =>
            ConfirmAsync(http, get, id, "delete", "trash-2", texts, ct));
        pages.MapPost("/videos/{id:guid}/cancel", (HttpContext http, Guid id, CancelVideo cancel, IStringLocalizer<Text> texts, CancellationToken ct) =>
            ActAsync(http, cancel.HandleAsync(http.GetCaller(), id, ct), texts["video.cancelled"], $"/videos/{id}"));
        pages.MapPost("/videos/{id:guid}/retry", (HttpContext http, Guid id, [FromForm] string? swap, RetryVideo retry, IStringLocalizer<Text> texts, CancellationToken ct) =>
            ActAsync(http, retry.HandleAsync(http.GetCaller(), id, ct, swap?.Split(':', 2) is [var category, var provider] ? new ProviderSwap(category, provider) : null), texts["video.retried"], $"/videos/{id}"));
        pages.MapPost("/videos/{id:guid}/rename", RenameAsync);
        pages.MapPost("/videos/{id:guid}/rename/undo", async (HttpContext http, Guid id, UpdateVideo update, CancellationToken ct, string title = "") =>
            await update.HandleAsync(http.GetCaller(), id, new() { Title = title }, ct) is { Error: { } error } ? Web.Pages.Refuse(error) : Results.LocalRedirect($"/videos/{id}"));
        pages.MapPost("/videos/{id:guid}/favorite", async (HttpContext http, Guid id, UpdateMedia update, CancellationToken ct) =>
            (await update.ToggleFavoriteAsync(http.GetCaller(), id, ct)).Error is { } error ? Web.Pages.Refuse(error) : Results.LocalRedirect($"/videos/{id}"));
        pages.MapPost("/videos/{id:guid}/archive", (HttpContext http, Guid id, ChangeManyMedia change, IStringLocalizer<Text> texts, CancellationToken ct) =>
            ShelveAsync(http, id, MediaAction.Archive, change, texts, ct));
        pages.MapPost("/videos/{id:guid}/unarchive", (HttpContext http, Guid id, ChangeManyMedia change, IStringLocalizer<Text> texts, CancellationToken ct) =>
            ShelveAsync(http, id, MediaAction.Unarchive, change, texts, ct));
        pages.MapGet("/videos/{id:guid}/variants", VariantsAsync);
        pages.MapPost("/videos/{id:guid}/variants", (HttpContext http, Guid id, [FromForm] string? variant, OrderRendition order, IStringLocalizer<Text> texts, CancellationToken ct) =>
            ActAsync(http, order.HandleAsync(http.GetCaller(), id, new() { Variant = variant ?? "" }, ct), texts["downloads.begun"], $"/videos/{id}#downloads"));
        pages.MapPost("/videos/{id:guid}/variants/{variant}/delete", (HttpContext http, Guid id, string variant, RemoveRendition remove, IStringLocalizer<Text> texts, CancellationToken ct) =>
            ActAsync(http, remove.HandleAsync(http.GetCaller(), id, variant, ct), texts["downloads.deleted"], $"/videos/{id}#downloads"));
        pages.MapPost("/videos/{id:guid}/delete", DeleteAsync);
        pages.MapPost("/videos/{id:guid}/restore", (HttpContext http, Guid id, RestoreVideo restore, IStringLocalizer<Text> texts, CancellationToken ct) =>
            ActAsync(http, restore.HandleAsync(http.GetCaller(), id, ct), texts["video.restored"], $"/videos/{id}"));
    }

    private static async Task<IResult> CreatePageAsync(HttpContext http, ListTemplates templates, CreateForm form, Error? problem, CancellationToken ct)
    {
        var services = http.RequestServices;
        var working = await services.GetRequiredService<EffectiveProviders>().OfAsync(http.GetCaller(), ct);
        var effective = working.Ready;
        var writer = effective.GetValueOrDefault(ProviderCategory.Script) is { Route: not ProviderRoute.BuiltIn } model ? model : null;
        var found = await templates.HandleAsync(http.GetCaller(), new() { Limit = 100 }, ct);
        if (!found.IsOk) return Web.Pages.Refuse(found.Error);
        var voice = effective.GetValueOrDefault(ProviderCategory.Voice);
        var preview = services.GetRequiredService<PreviewCrew>();
        var view = new CreateView(
            form, problem, found.Value.Items, voice is null ? null : Named(voice), writer is null ? null : Named(writer),
            preview.Offers(working), (await preview.HandleAsync(working, form.Kind, form.Providers, ct)).Value,
            HasSamples: voice is null or { Route: ProviderRoute.BuiltIn }, services.GetRequiredService<Configuration>().Simulate)
        {
            Footage = await services.GetRequiredService<ChosenMedia>().FindAsync(http.GetCaller(), form.MediaIds, ct),
        };
        return Web.Pages.Show<NewVideoPage>(new { View = view }, problem);

        string Named(EffectiveProvider one) => IntegrationText.Name(services.GetRequiredService<IStringLocalizer<Text>>(), one);
    }

    /// <summary>The form as it was filled for an earlier video, to be changed and sent again.</summary>
    private static async Task<IResult> CreateAgainAsync(HttpContext http, ListTemplates templates, Guid earlier, CancellationToken ct)
    {
        var video = await http.RequestServices.GetRequiredService<GetVideo>().HandleAsync(http.GetCaller(), earlier, ct);
        if (!video.IsOk) return Web.Pages.Refuse(video.Error);
        var form = CreateForm.Of(video.Value);
        foreach (var id in video.Value.BrandingAssetIds)
        {
            if (await http.RequestServices.GetRequiredService<BrandAssets>().GetAsync(http.GetCaller(), id, ct) is not { IsOk: true, Value: var asset }) continue;
            if (asset.Type == BrandAssetType.Watermark) form.Watermark = id.ToString();
            else form.Logo = id.ToString();
        }

        return await CreatePageAsync(http, templates, form, null, ct);
    }

    private static async Task<IResult> CreateAsync(
        HttpContext http, [AsParameters] CreateForm form, CreateVideo create, ListTemplates templates, IStringLocalizer<Text> texts, CancellationToken ct)
    {
        var request = form.ToRequest();
        if (ScriptProblems(request, texts) is { } problem) return await CreatePageAsync(http, templates, form, problem, ct);
        // With the wish in it, so that whoever goes back and asks for something else gets it, and only the same form sent twice is one video.
        var key = form.Key is { Length: > 0 } given ? $"{given}:{VideoWish.Hash(request)}" : null;
        var result = await create.HandleAsync(http.GetCaller(), request, ct, key);
        return result.IsOk ? Results.LocalRedirect($"/videos/{result.Value.Video.Id}") : await CreatePageAsync(http, templates, form, result.Error, ct);
    }

    /// <summary>What the choices on the create page come to.</summary>
    private static async Task<IResult> PreviewAsync(
        HttpContext http, PreviewCrew preview, EffectiveProviders effective, CancellationToken ct, string? source = null, [FromQuery(Name = "provider_script")] string? script = null, [FromQuery(Name = "provider_voice")] string? voice = null,
        [FromQuery(Name = "provider_media")] string? media = null, [FromQuery(Name = "provider_video_ai")] string? videoAi = null, [FromQuery(Name = "provider_assembly")] string? assembly = null)
    {
        var form = new CreateForm { Source = source, ScriptProvider = script, VoiceProvider = voice, MediaProvider = media, VideoAiProvider = videoAi, AssemblyProvider = assembly };
        var crew = await preview.HandleAsync(await effective.OfAsync(http.GetCaller(), ct), form.Kind, form.Providers, ct);
        return Web.Pages.Show<CrewSummary>(new { Crew = crew.Value });
    }

    /// <summary>A script's faults are told at once, with their lines, instead of by a failed run.</summary>
    private static Error? ScriptProblems(CreateVideoRequest request, IStringLocalizer<Text> texts)
    {
        if (request.Source != SourceKind.Script || string.IsNullOrWhiteSpace(request.Text)) return null;
        var reading = ScriptParser.Parse(request.Text, media: null);
        return reading.Problems.Count == 0
            ? null
            : Errors.Validation(texts["create.script_problems"], new Dictionary<string, object?>
            {
                ["text"] = texts["create.script_problems"].Value, ["lines"] = reading.Problems,
            });
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, ListVideos list, CancellationToken ct, string? q = null, string? status = null, string? sort = null, int page = 1)
    {
        VideoStatus? wanted = Enum.TryParse<VideoStatus>(status, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) ? parsed : null;
        var order = Enum.TryParse<VideoSort>(sort, ignoreCase: true, out var named) && Enum.IsDefined(named) ? named : VideoSort.Newest;
        var search = string.IsNullOrWhiteSpace(q) ? null : q.Trim()[..Math.Min(q.Trim().Length, 200)];
        var found = await list.HandleAsync(http.GetCaller(), new() { Status = wanted?.ToString().ToLowerInvariant(), Search = search, Sort = order.ToString() }, new() { Page = Math.Clamp(page, 1, 100_000), Limit = PageSize }, ct);
        return found.IsOk ? Web.Pages.Show<VideosPage>(new { Videos = found.Value, Search = search, Status = wanted, Sort = order }) : Web.Pages.Refuse(found.Error);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, Guid id, GetVideo get, GetQualityReport reports, GetSpending spending, GetFootage footage, CancellationToken ct, bool rename = false) =>
        await ShowVideoAsync(http, id, get, reports, spending, footage, rename, null, null, ct);

    private static async Task<IResult> RenameAsync(
        HttpContext http, Guid id, UpdateVideo update, GetVideo get, GetQualityReport reports, GetSpending spending, GetFootage footage, IStringLocalizer<Text> texts, CancellationToken ct, [FromForm] string? title = null)
    {
        var before = await get.HandleAsync(http.GetCaller(), id, ct);
        if (!before.IsOk) return Web.Pages.Refuse(before.Error);
        var renamed = await update.HandleAsync(http.GetCaller(), id, new() { Title = title ?? "" }, ct);
        if (renamed.Error is { Kind: ErrorKind.NotFound } missing) return Web.Pages.Refuse(missing);
        if (renamed.Error is { } error) return await ShowVideoAsync(http, id, get, reports, spending, footage, true, title, error.Message, ct);
        http.Notify(texts["video.renamed"], undo: $"/videos/{id}/rename/undo?title={Uri.EscapeDataString(before.Value.Title)}");
        return Results.LocalRedirect($"/videos/{id}");
    }

    private static async Task<IResult> ShowVideoAsync(
        HttpContext http, Guid id, GetVideo get, GetQualityReport reports, GetSpending spending, GetFootage footage, bool isRenaming, string? renamed, string? problem, CancellationToken ct)
    {
        var caller = http.GetCaller();
        // Side by side, since each asks the database a few times; what is not there is refused by the first of them.
        var (asking, measuring, counting, crediting, listing, viewing) = (
            get.HandleAsync(caller, id, ct), reports.HandleAsync(caller, id, ct), spending.OfVideoAsync(caller, id, ct), footage.HandleAsync(caller, id, ct),
            http.RequestServices.GetRequiredService<ListRenditions>().HandleAsync(caller, id, ct), http.RequestServices.GetRequiredService<GetMedia>().ViewedAsync(caller, id, ct));
        await Task.WhenAll(asking, measuring, counting, crediting, listing, viewing);
        var video = await asking;
        if (!video.IsOk) return Web.Pages.Refuse(video.Error);
        return Web.Pages.Show<VideoPage>(
            new
            {
                Video = video.Value,
                Report = video.Value.Status == VideoStatus.Completed ? (await measuring).Value : null,
                Costs = (await counting).Value,
                Footage = (await crediting).Value,
                Variants = (await listing).Value,
                IsRenaming = isRenaming,
                Renamed = renamed,
                RenameProblem = problem,
            },
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> VariantsAsync(HttpContext http, Guid id, GetVideo get, ListRenditions list, CancellationToken ct)
    {
        var (video, variants) = (await get.HandleAsync(http.GetCaller(), id, ct), await list.HandleAsync(http.GetCaller(), id, ct));
        return video.IsOk && variants.IsOk ? Web.Pages.Show<DownloadsSection>(new { Video = video.Value, Variants = variants.Value }) : Web.Pages.Refuse(video.Error ?? variants.Error!);
    }

    /// <summary>The progress of a page or of a card as markup, once per change, then one event named done.</summary>
    private static async Task<IResult> LiveAsync(HttpContext http, Guid id, WatchVideo watch, Fragments fragments, IHostApplicationLifetime host, CancellationToken ct, string view = "page")
    {
        var watched = await watch.HandleAsync(http.GetCaller(), id, ct);
        return watched.IsOk ? TypedResults.ServerSentEvents(EventsAsync(watched.Value, fragments, view == "card", host.ApplicationStopping, ct)) : Web.Pages.Refuse(watched.Error);
    }

    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(
        IAsyncEnumerable<VideoStatusResponse> changes, Fragments fragments, bool isCard, CancellationToken stopping, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var change in changes.WithCancellation(ct))
        {
            var parameters = new Dictionary<string, object?> { ["Status"] = change };
            // Without an event name htmx puts the markup in place.
            yield return new(isCard ? await fragments.RenderAsync<CardProgress>(new Dictionary<string, object?>
            {
                ["Step"] = change.CurrentStep, ["Percent"] = change.Progress, ["SecondsLeft"] = change.EstimatedSecondsLeft,
            }) : await fragments.RenderAsync<VideoProgress>(parameters));
        }

        // The page that hears this loads itself anew, which a process that stops could not answer.
        if (!stopping.IsCancellationRequested) yield return new("done", "done");
    }

    private static async Task<IResult> ConfirmAsync(
        HttpContext http, GetVideo get, Guid id, string act, string icon, IStringLocalizer<Text> texts, CancellationToken ct)
    {
        var video = await get.HandleAsync(http.GetCaller(), id, ct);
        return video.IsOk
            ? Web.Pages.Show<ConfirmPage>(new
            {
                Action = $"/videos/{id}/{act}",
                Back = $"/videos/{id}",
                Icon = icon,
                Title = texts[$"video.{act}_title", video.Value.Title].Value,
                Text = texts[$"video.{act}_text"].Value,
                Confirm = texts[$"video.{act}"].Value,
            })
            : Web.Pages.Refuse(video.Error);
    }

    private static async Task<IResult> ShelveAsync(HttpContext http, Guid id, MediaAction action, ChangeManyMedia change, IStringLocalizer<Text> texts, CancellationToken ct)
    {
        var done = await change.HandleAsync(http.GetCaller(), new() { Ids = [id], Action = action.ToString() }, ct);
        if (done.Value is not { Changed: 1 }) return Web.Pages.Refuse(LibraryErrors.NoMedia);
        http.Notify(texts[$"library.done_{EnumText.Of(action)}", 1], undo: action == MediaAction.Archive ? $"/videos/{id}/unarchive" : null);
        return Results.LocalRedirect($"/videos/{id}");
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, Guid id, DiscardVideo discard, IStringLocalizer<Text> texts, CancellationToken ct)
    {
        var discarded = await discard.HandleAsync(http.GetCaller(), id, ct);
        if (!discarded.IsOk) return Web.Pages.Refuse(discarded.Error);
        http.Notify(texts["video.deleted"], undo: discarded.Value.RestorableUntil is null ? null : $"/videos/{id}/restore");
        return Results.LocalRedirect("/videos");
    }

    private static async Task<IResult> ActAsync<T>(HttpContext http, Task<Result<T>> act, string done, string next)
    {
        var result = await act;
        if (result.Error is { Kind: ErrorKind.NotFound } missing) return Web.Pages.Refuse(missing);
        http.Notify(result.Error?.Message ?? done, result.Error is not null);
        return Results.LocalRedirect(next);
    }
}
