using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Synthora.Features;

/// <summary>Checks the rules that a request's own attributes state, whichever way the request came in.</summary>
internal static class Shape
{
    /// <returns>Null for a well-formed request, else every field with what is wrong with it.</returns>
    public static Error? Refuse(object request)
    {
        var problems = new List<ValidationResult>();
        if (Validator.TryValidateObject(request, new(request), problems, validateAllProperties: true)) return null;
        var fields = problems
            .GroupBy(problem => JsonNamingPolicy.SnakeCaseLower.ConvertName(problem.MemberNames.FirstOrDefault() ?? "request"))
            .ToDictionary(group => group.Key, object? (group) => string.Join(" ", group.Select(problem => problem.ErrorMessage)));
        return Errors.Validation(string.Join(" ", problems.Select(problem => problem.ErrorMessage)), fields);
    }
}
