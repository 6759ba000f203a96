using Fairway.Cel.Types;
using Fairway.Cel.Values;

namespace Fairway.Cel.Libraries;

/// <summary>An authorizer, or a question that is being put together.</summary>
internal sealed class AuthorizerValue(CelType type, ICelAuthorizer authorizer, CelQuestion question)
    : LibraryValue(type)
{
    public ICelAuthorizer Authorizer => authorizer;

    public CelQuestion Question => question;

    public AuthorizerValue Ask(CelType next, CelQuestion asked) => new(next, authorizer, asked);

    public override string ToString() => Type.Name;

    internal override CelValue EqualTo(CelValue other) => CelBool.Of(
        other is AuthorizerValue that && ReferenceEquals(that.Authorizer, authorizer) && that.Question == question);
}
