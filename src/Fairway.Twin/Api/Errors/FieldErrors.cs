namespace Fairway.Twin.Api.Errors;

/// <summary>What is wrong with an object, and what is only odd about it.</summary>
internal sealed class FieldErrors : List<FieldError>
{
    /// <summary>What goes with the answer, whether the object is good or not.</summary>
    public List<string> Warnings { get; } = [];
}
