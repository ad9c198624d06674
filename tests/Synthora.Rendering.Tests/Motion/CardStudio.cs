using Synthora.Rendering.Captions;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Fonts;
using Synthora.Rendering.Motion;
using Synthora.Rendering.Scenes;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Motion;

/// <summary>Designs cards and plays them through the real FFmpeg.</summary>
internal sealed class CardStudio : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("card-studio-").FullName;

    public static Canvas Small(string aspect)
    {
        var full = Canvas.ForAspect(aspect);
        return new(full.Width / 4 & ~1, full.Height / 4 & ~1);
    }

    public static CardVisual Sample(CardLayout layout, int variation = 0) => layout switch
    {
        CardLayout.Hook => new() { Layout = layout, Headline = "Stop hitting snooze every morning", Icon = "alarm-clock", Variation = variation },
        CardLayout.Statement => new() { Layout = layout, Headline = "Your brain needs dark rooms", Kicker = "The science", Icon = "moon", Variation = variation },
        CardLayout.ListItem => new() { Layout = layout, Headline = "No coffee after two", Number = "3", Total = 5, Icon = "coffee", Variation = variation },
        CardLayout.Quote => new() { Layout = layout, Headline = "Sleep is the best meditation there is", Kicker = "A monk", Variation = variation },
        CardLayout.Figure => new() { Layout = layout, Headline = "of adults sleep too little", Number = "72%", Icon = "users", Variation = variation },
        CardLayout.CloseUp => new() { Layout = layout, Icon = "coffee", Variation = variation },
        _ => new() { Layout = layout, Headline = "Sleep better tonight", Kicker = "Follow for more", Icon = "bell", Variation = variation },
    };

    public Task<CardArtwork> DesignAsync(CardVisual card, Aesthetic aesthetic, Canvas canvas, double seconds = 2, int seed = 7, params string[] palette) =>
        CardDesigner.DesignAsync(card, new CardContext(
            canvas, new Look { Palette = palette.Length > 0 ? palette : ["#6C5CE7", "#00CEC9", "#FD79A8"], Aesthetic = aesthetic },
            SafeBox.For(Platform.Universal, canvas), "en", seconds, seed), Folder, CancellationToken.None);

    /// <summary>Plays the card and returns its frames as packed RGB.</summary>
    /// <param name="firstFrame">Where in the card the film begins; its words are then not drawn in step.</param>
    /// <param name="withText">False shows only the moving picture under the words.</param>
    public async Task<List<byte[]>> PlayAsync(CardArtwork artwork, Canvas canvas, int frames, bool withText = true, int firstFrame = 0)
    {
        var chain = CardGraph.Build(artwork, canvas, firstFrame, frames, 0, "card");
        var sheet = new AssSheet();
        if (withText) sheet.Add(artwork.Styles, artwork.Text);
        var script = Path.Combine(Folder, "card.ass");
        var raw = Path.Combine(Folder, "card.rgb");
        await File.WriteAllTextAsync(script, sheet.Write(canvas));
        List<string> arguments = ["-v", "error", "-y"];
        foreach (var input in chain.Inputs) arguments.AddRange([.. input.Options, "-i", input.Source]);
        arguments.AddRange([
            "-filter_complex", $"{chain.Filter};[card]ass={script}:fontsdir={FontLibrary.Folder},scale=in_color_matrix=bt709:in_range=tv,format=rgb24[seen]",
            "-map", "[seen]", "-f", "rawvideo", raw,
        ]);
        var run = await ToolRunner.RunAsync("ffmpeg", arguments, CancellationToken.None);
        run.ExitCode.ShouldBe(0, run.Error);
        run.Error.ShouldBeEmpty();
        var bytes = await File.ReadAllBytesAsync(raw);
        return [.. bytes.Chunk(canvas.Width * canvas.Height * 3)];
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
