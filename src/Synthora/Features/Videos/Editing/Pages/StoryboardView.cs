using Synthora.Features.StockFootage;

namespace Synthora.Features.Videos.Editing.Pages;

/// <summary>What the storyboard page shows: which scene is open, beside what.</summary>
public sealed record StoryboardView
{
    public StoryboardResponse? Board { get; init; }

    /// <summary>Id of the scene that is open; null when none is.</summary>
    public string? Scene { get; init; }

    /// <summary>Null for the scene, else <c>video</c>, <c>versions</c> or <c>stock</c>.</summary>
    public string? Panel { get; init; }
    public string? Client { get; init; }
    public Error? Problem { get; init; }

    /// <summary>The form that was refused, so that nothing typed is lost.</summary>
    public EditForm? Refused { get; init; }
    public IReadOnlyList<VersionResponse> Versions { get; init; } = [];
    public string? Query { get; init; }
    public int Page { get; init; } = 1;
    public StockSearchResponse? Stock { get; init; }
    public Error? StockProblem { get; init; }

    public SceneResponse? Selected => Board!.Scenes.FirstOrDefault(scene => scene.Id == Scene);

    public string Address => (Scene, Panel) switch
    {
        (null, null) => "",
        (null, { } panel) => $"?panel={panel}",
        ({ } scene, null) => $"?scene={Uri.EscapeDataString(scene)}",
        ({ } scene, { } panel) => $"?scene={Uri.EscapeDataString(scene)}&panel={panel}",
    };

    public string At(string? scene, string? panel = null) => $"/videos/{Board!.VideoId}/edit{(this with { Scene = scene, Panel = panel }).Address}";

    /// <summary>What was typed and refused, else what stands.</summary>
    public string Typed(string word, string? scene, string stands) => Refused is { } form && form.Word == word && (scene is null || form.Scene == scene) ? form.Text ?? "" : stands;
}
