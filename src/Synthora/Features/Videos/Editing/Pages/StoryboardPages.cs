using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Synthora.Features.StockFootage;
using Synthora.Features.Videos.Pages;
using Synthora.Jobs;
using Synthora.Security;
using Synthora.Web;

namespace Synthora.Features.Videos.Editing.Pages;

/// <summary>The storyboard in the browser. Every button is a form that works without script; htmx puts the answer in place.</summary>
internal static class StoryboardPages
{
    public static void MapStoryboardPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/videos/{id:guid}/edit", (HttpContext http, Guid id, CancellationToken ct, string? scene = null, string? panel = null, string? q = null, int page = 1) =>
            ShowAsync(http, id, new StoryboardView { Scene = scene, Panel = panel, Query = q, Page = Math.Clamp(page, 1, 50) }, ct));
        pages.MapPost("/videos/{id:guid}/edit", EditAsync);
        pages.MapSceneUpload();
        pages.MapGet("/videos/{id:guid}/edit/live", LiveAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, Guid id, StoryboardView view, CancellationToken ct)
    {
        var services = http.RequestServices;
        var board = await services.GetRequiredService<GetStoryboard>().HandleAsync(http.GetCaller(), id, ct);
        if (board.Error is { Kind: ErrorKind.Conflict } notYet)
        {
            http.Notify(notYet.Message, isError: true);
            return Results.LocalRedirect($"/videos/{id}");
        }

        if (!board.IsOk) return Web.Pages.Refuse(board.Error);
        view = view with { Board = board.Value, Client = view.Client ?? Guid.CreateVersion7().ToString("N") };
        if (view.Panel == "versions") view = view with { Versions = (await services.GetRequiredService<ListVersions>().HandleAsync(http.GetCaller(), id, ct)).Value ?? [] };
        if (view.Panel == "stock" && view.Selected is { } scene) view = await SearchAsync(http, view, scene, ct);
        return Web.Pages.Show<StoryboardPage>(new { View = view }, view.Problem);
    }

    private static async Task<StoryboardView> SearchAsync(HttpContext http, StoryboardView view, SceneResponse scene, CancellationToken ct)
    {
        var query = string.IsNullOrWhiteSpace(view.Query) ? FootageMatch.Query($"{scene.Label} {scene.Narration} {string.Join(' ', scene.Texts)}") : view.Query.Trim();
        if (query.Length < 2) return view with { Query = query };
        var found = await http.RequestServices.GetRequiredService<SearchStock>().HandleAsync(http.GetCaller(), new()
        {
            Query = query[..Math.Min(query.Length, 100)], Narration = scene.Narration, Orientation = SceneFiles.Orientation(view.Board!.Canvas), Page = view.Page,
        }, ct);
        return view with { Query = query, Stock = found.Value, StockProblem = found.Error };
    }

    private static async Task<IResult> EditAsync(HttpContext http, Guid id, [AsParameters] EditForm form, CancellationToken ct)
    {
        var result = await ActAsync(http, id, form, ct);
        if (result.Error is { Kind: ErrorKind.NotFound or ErrorKind.Gone } missing) return Web.Pages.Refuse(missing);
        var view = new StoryboardView { Scene = form.At ?? form.Scene, Panel = form.Panel, Client = form.Client, Query = form.Query, Page = form.Page ?? 1 };
        if (result.Error is { } problem) return await ShowAsync(http, id, view with { Problem = problem, Refused = form }, ct);
        if (form.Word is "add" or "duplicate" or "split") view = view with { Scene = NewScene(result.Value!, form) ?? view.Scene, Panel = null };
        if (form.Word == "delete" && result.Value!.Scenes.All(scene => scene.Id != view.Scene)) view = view with { Scene = null };
        if (form.Word == "stock") view = view with { Panel = null };
        return Results.LocalRedirect($"/videos/{id}/edit{view.Address}");
    }

    private static async Task<Result<StoryboardResponse>> ActAsync(HttpContext http, Guid id, EditForm form, CancellationToken ct)
    {
        var (caller, services) = (http.GetCaller(), http.RequestServices);
        switch (form.Word)
        {
            case "undo": return await services.GetRequiredService<UndoEdit>().UndoAsync(caller, id, form.Seen, ct);
            case "redo": return await services.GetRequiredService<UndoEdit>().RedoAsync(caller, id, form.Seen, ct);
            case "reset": return await services.GetRequiredService<UndoEdit>().ResetAsync(caller, id, form.Seen, ct);
            case "render":
                var rendering = await services.GetRequiredService<RenderStoryboard>().HandleAsync(caller, id, form.Seen, ct);
                return rendering.IsOk ? rendering.Value.Storyboard : rendering.Error;
            case "stop": return await services.GetRequiredService<RenderStoryboard>().CancelAsync(caller, id, ct);
            case "restore" when int.TryParse(form.Act!.Split(' ')[^1], out var number): return await services.GetRequiredService<RestoreVersion>().HandleAsync(caller, id, number, form.Seen, ct);
        }

        if (form.ToEdit() is not { } edit) return Errors.Validation("This form is not one of this page. Load the page again.");
        return await services.GetRequiredService<EditStoryboard>().HandleAsync(caller, id, new(form.Revision ?? 0, [edit], form.Client), ct);
    }

    /// <summary>The scene that came in goes on being edited.</summary>
    private static string? NewScene(StoryboardResponse board, EditForm form)
    {
        var after = form.Act!.Split(' ').ElementAtOrDefault(1) ?? form.Scene;
        var index = board.Scenes.Index().Where(one => one.Item.Id == after).Select(one => one.Index).DefaultIfEmpty(-1).First();
        return board.Scenes.ElementAtOrDefault(index + 1)?.Id;
    }

    /// <summary>How the rendering goes, as markup, once per change; then one event named done.</summary>
    private static async Task<IResult> LiveAsync(HttpContext http, Guid id, GetStoryboard get, JobSignals signals, Fragments fragments, IHostApplicationLifetime host, CancellationToken ct)
    {
        var board = await get.HandleAsync(http.GetCaller(), id, ct);
        return board.IsOk ? TypedResults.ServerSentEvents(EventsAsync(http.GetCaller(), id, board.Value.Rendering, get, signals, fragments, host.ApplicationStopping, ct)) : Web.Pages.Refuse(board.Error);
    }

    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(
        Caller caller, Guid id, RenderingResponse? rendering, GetStoryboard get, JobSignals signals, Fragments fragments, CancellationToken stopping, [EnumeratorCancellation] CancellationToken ct)
    {
        RenderingResponse? sent = null;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct, stopping);
        while (rendering is not null && !stopping.IsCancellationRequested)
        {
            if (rendering != sent) yield return new(await fragments.RenderAsync<RenderProgress>(new Dictionary<string, object?> { ["Rendering"] = rendering }));
            sent = rendering;
            await signals.WaitForNewsAsync(TimeSpan.FromSeconds(2), ending.Token);
            ct.ThrowIfCancellationRequested();
            rendering = (await get.HandleAsync(caller, id, ct)).Value?.Rendering;
        }

        if (!stopping.IsCancellationRequested) yield return new("done", "done");
    }
}
