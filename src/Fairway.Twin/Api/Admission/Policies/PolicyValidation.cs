using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Admission.Policies;

/// <summary>One validation of a policy.</summary>
/// <param name="Expression">What must be true.</param>
/// <param name="MessageExpression">What makes the message; null for none.</param>
/// <param name="Message">The message; empty for none.</param>
/// <param name="Reason">Reason of the refusal: Invalid, Forbidden, ...</param>
internal sealed record PolicyValidation(
    PolicyExpression Expression, PolicyExpression? MessageExpression, string Message, string Reason)
{
    public static PolicyValidation Read(JsonObject rule, PolicyCompiler compiler) => new(
        compiler.Condition(ObjectMeta.Text(rule, "expression")),
        ObjectMeta.Text(rule, "messageExpression") is { Length: > 0 } text ? compiler.Message(text) : null,
        ObjectMeta.Text(rule, "message").Trim(),
        ObjectMeta.Text(rule, "reason") is { Length: > 0 } reason ? reason : "Invalid");
}
