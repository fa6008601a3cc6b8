import type { ComponentChildren } from "preact";
import type { PolicyName, PolicyValue } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { AssignmentEditor, AssignmentValue } from "./assignment-policy.tsx";
import { AlgorithmsEditor, AlgorithmsValue } from "./algorithms-policy.tsx";
import { GraceEditor, GraceValue } from "./grace-policy.tsx";
import { IdentityProviderEditor, IdentityProviderValue } from "./identity-provider-policy.tsx";
import { TwoSignaturesEditor, TwoSignaturesValue } from "./two-signatures-policy.tsx";

export type PolicyFace<Value> = {
  title: () => string;
  text: () => string;
  /** The value in words. */
  show: (value: Value) => ComponentChildren;
  /** The fields to change it with; every change is handed up whole. */
  edit: (value: Value, onChange: (value: Value) => void) => ComponentChildren;
};

/** How each policy looks: a policy that the contract names and that has no face does not compile. */
export const policyFaces: { [Name in PolicyName]: PolicyFace<PolicyValue<Name>> } = {
  "signing-algorithms": {
    title: m.policy_algorithms,
    text: m.policy_algorithms_text,
    show: (value) => <AlgorithmsValue value={value} />,
    edit: (value, onChange) => <AlgorithmsEditor value={value} onChange={onChange} />,
  },
  "crl-grace-hours": {
    title: m.policy_grace,
    text: m.policy_grace_text,
    show: (value) => <GraceValue value={value} />,
    edit: (value, onChange) => <GraceEditor value={value} onChange={onChange} />,
  },
  "two-signatures": {
    title: m.policy_two_signatures,
    text: m.policy_two_signatures_text,
    show: (value) => <TwoSignaturesValue value={value} />,
    edit: (value, onChange) => <TwoSignaturesEditor value={value} onChange={onChange} />,
  },
  "review-assignment": {
    title: m.policy_assignment,
    text: m.policy_assignment_text,
    show: (value) => <AssignmentValue value={value} />,
    edit: (value, onChange) => <AssignmentEditor value={value} onChange={onChange} />,
  },
  "identity-provider": {
    title: m.policy_provider,
    text: m.policy_provider_text,
    show: (value) => <IdentityProviderValue value={value} />,
    edit: (value, onChange) => <IdentityProviderEditor value={value} onChange={onChange} />,
  },
};
