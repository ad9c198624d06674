using Synthora.Features;
using Synthora.Features.Videos;

namespace Synthora.Web.Errors;

/// <summary>The one place where a use case's result becomes an HTTP answer.</summary>
public static class ResultAnswers
{
    public static async Task<IResult> AsOk<T>(this Task<Result<T>> work) =>
        await work is { Error: null, Value: var value } ? Results.Ok(value) : Refusal(await work);

    public static async Task<IResult> AsCreated<T>(this Task<Result<T>> work, string location) =>
        await work is { Error: null, Value: var value } ? Results.Created(location, value) : Refusal(await work);

    public static async Task<IResult> AsAccepted(this Task<Result<AcceptedVideo>> work) =>
        await work is { Error: null, Value: { } value } ? Results.Accepted($"/api/v1/videos/{value.Video.Id}", value) : Refusal(await work);

    public static async Task<IResult> AsNoContent<T>(this Task<Result<T>> work) =>
        await work is { Error: null } ? Results.NoContent() : Refusal(await work);

    /// <param name="attachment">Whether browsers are to save it rather than show it.</param>
    public static async Task<IResult> AsFile(this Task<Result<VideoFile>> work, bool attachment = true)
    {
        if (await work is not { Error: null, Value: { } file }) return Refusal(await work);
        return Results.File(
            file.Content, file.ContentType, attachment ? file.FileName : null, file.LastModified,
            new Microsoft.Net.Http.Headers.EntityTagHeaderValue(file.ETag), enableRangeProcessing: true);
    }

    private static ProblemResult Refusal<T>(Result<T> result) => new(result.Error!);
}
