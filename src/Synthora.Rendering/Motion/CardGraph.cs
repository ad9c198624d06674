using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Motion;

/// <summary>The filter chain that moves a card's background and layers; its text goes into the scene's ASS file.</summary>
public static class CardGraph
{
    /// <param name="frames">Exact number of frames the chain must yield.</param>
    /// <param name="firstInput">Number of this chain's first input in the whole command.</param>
    /// <param name="output">Label of the resulting stream: canvas size, canvas rate, yuv420p, SAR 1.</param>
    public static FilterChain Build(CardArtwork artwork, Canvas canvas, int frames, int firstInput, string output) =>
        new([], $"color=c={artwork.Background.Colours[0]}:s={canvas.Width}x{canvas.Height}:r={canvas.Fps},trim=end_frame={frames},setsar=1,format=yuv420p[{output}]");
}
