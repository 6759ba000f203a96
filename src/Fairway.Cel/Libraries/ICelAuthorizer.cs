namespace Fairway.Cel.Libraries;

/// <summary>Answers what the user of a request may do, for the variable <c>authorizer</c>.</summary>
public interface ICelAuthorizer
{
    /// <summary>The answer to a question. Called while an expression is evaluated, and each time it asks.</summary>
    CelDecision Decide(CelQuestion question);

    /// <summary>Who answers for a service account instead.</summary>
    ICelAuthorizer ForServiceAccount(string namespaceName, string name);
}
