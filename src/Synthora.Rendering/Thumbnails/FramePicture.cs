namespace Synthora.Rendering.Thumbnails;

/// <summary>What a frame is worth as the picture that stands for a video.</summary>
/// <param name="Sharpness">Mean strength of edges; blurred and blended frames score low.</param>
/// <param name="Contrast">Spread of brightness, 0–128.</param>
/// <param name="Content">Share of the picture, 0–1, where something can be seen; a blank wall with one edge scores low.</param>
/// <param name="Colour">Colourfulness after Hasler and Süsstrunk, 0 for grey to about 100.</param>
internal sealed record FramePicture(double Sharpness, double Contrast, double Content, double Colour, double Brightness)
{
    public const int Width = 144;
    public const int Height = 144;
    public const int Bytes = Width * Height * 3;
    private const int Block = 16;
    private const double BusyBlock = 5;

    /// <summary>Sharpness counts by its root: noise is sharp as well. Frames near black or white are worth little.</summary>
    public double Score => Math.Sqrt(Sharpness) * Contrast * (0.25 + Content) * (1 + (Math.Min(Colour, 60) / 120)) * (Brightness is > 30 and < 225 ? 1 : 0.2);

    /// <param name="rgb">Rows of red, green and blue bytes, <see cref="Width"/> × <see cref="Height"/>.</param>
    public static FramePicture Measure(ReadOnlySpan<byte> rgb)
    {
        var luma = new double[Width * Height];
        double sum = 0, squares = 0, rg = 0, rgSquares = 0, yb = 0, ybSquares = 0;
        for (var i = 0; i < luma.Length; i++)
        {
            double red = rgb[3 * i], green = rgb[(3 * i) + 1], blue = rgb[(3 * i) + 2];
            var y = luma[i] = (0.2126 * red) + (0.7152 * green) + (0.0722 * blue);
            sum += y;
            squares += y * y;
            double first = red - green, second = ((red + green) / 2) - blue;
            rg += first;
            rgSquares += first * first;
            yb += second;
            ybSquares += second * second;
        }

        double edges = 0;
        for (var y = 1; y < Height - 1; y++)
            for (var x = 1; x < Width - 1; x++)
            {
                var at = (y * Width) + x;
                edges += Math.Abs((4 * luma[at]) - luma[at - 1] - luma[at + 1] - luma[at - Width] - luma[at + Width]);
            }

        var busy = 0;
        for (var y = 0; y < Height; y += Block)
            for (var x = 0; x < Width; x += Block)
                if (Spread(luma, x, y) > BusyBlock)
                    busy++;

        double count = luma.Length;
        var colour = Math.Sqrt(Variance(rg, rgSquares, count) + Variance(yb, ybSquares, count)) + (0.3 * Math.Sqrt(Math.Pow(rg / count, 2) + Math.Pow(yb / count, 2)));
        return new(edges / ((Width - 2.0) * (Height - 2)), Math.Sqrt(Variance(sum, squares, count)), busy / (double)(Width / Block * (Height / Block)), colour, sum / count);
    }

    private static double Spread(double[] luma, int left, int top)
    {
        double sum = 0, squares = 0;
        for (var y = top; y < top + Block; y++)
            for (var x = left; x < left + Block; x++)
            {
                var here = luma[(y * Width) + x];
                sum += here;
                squares += here * here;
            }

        return Math.Sqrt(Variance(sum, squares, Block * Block));
    }

    private static double Variance(double sum, double squares, double count) => Math.Max(0, (squares / count) - (sum / count * (sum / count)));
}
