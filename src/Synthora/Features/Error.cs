namespace Synthora.Features;

public enum ErrorKind { Validation, Authentication, Forbidden, NotFound, Conflict, Gone, TooLarge, WrongType, TooMany, Provider, Unavailable }

/// <summary>An expected refusal: a stable code for programs, a sentence for people.</summary>
/// <param name="Details">Field names to messages, or whatever helps the caller to go on.</param>
public sealed record Error(ErrorKind Kind, string Code, string Message, IReadOnlyDictionary<string, object?>? Details = null);

public static class Errors
{
    public static Error NotFound(string what) => new(ErrorKind.NotFound, "not_found", $"There is no such {what}.");
    public static Error Validation(string message, IReadOnlyDictionary<string, object?>? details = null) =>
        new(ErrorKind.Validation, "validation_error", message, details);

    /// <summary>One field, and what to do about it.</summary>
    public static Error Field(string field, string message) => Validation(message, new Dictionary<string, object?> { [field] = message });

    public static readonly Error AdministratorsOnly = new(ErrorKind.Forbidden, "forbidden", "Only administrators may do this.");

    public static Error InvalidState(string message) => new(ErrorKind.Conflict, "invalid_state", message);
}
