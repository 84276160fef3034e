/*
 * What must hold for whole synthesized stacks. One test file, since every test file of jest loads the provider classes
 * and synthesizes the shapes anew.
 */
import "./synthesized/addresses";
import "./synthesized/conformance";
import "./synthesized/deployer";
import "./synthesized/determinism";
import "./synthesized/documents";
import "./synthesized/monitoring";
import "./synthesized/mutations";
import "./synthesized/names";
import "./synthesized/partitions";
import "./synthesized/pods";
import "./synthesized/policies";
import "./synthesized/shapes";
import "./synthesized/taint";
import "./synthesized/variables";
